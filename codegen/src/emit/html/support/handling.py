error = response.json()__wrapper__
if error__key__ == __code__:
    print(__fields__)
    raise RuntimeError(error__message__)__never__
    time.sleep(2**attempt)__backoff__
    time.sleep(float(response.headers.get(__header__, 1)))
    time.sleep(error__wait__ / __per_second__)
    time.sleep(error__wait__ * __seconds_per__)
    # Then send the same request again.__again__
