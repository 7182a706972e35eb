/* What the platform wrote into the page: words, addresses, the root of trust. */

export const embedded = JSON.parse(document.getElementById("embedded").textContent);
export const words = embedded.words;
