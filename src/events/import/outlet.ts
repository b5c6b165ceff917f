/** The site of an article's address without `www.`; the text itself where it is no address. */
export function outletOf(article: string): string {
  const host = /^[a-z]+:\/\/([^/?#:\s]+)/i.exec(article)?.[1];
  return (host ?? article).toLowerCase().replace(/^www\d?\./, "");
}
