const error = (await response.json())__wrapper__;
if (error__key__ === __code__) {
  console.log(__fields__);
  throw new Error(error__message__);__never__
  const seconds = 2 ** attempt;__backoff__
  const seconds = Number(response.headers.get(__header__) ?? 1);
  const seconds = error__wait__ / __per_second__;
  const seconds = error__wait__ * __seconds_per__;
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));__again__
  // Then send the same request again.__again__
}
