/** What was read is not well formed; which part of it is of no use to whoever holds the document. */
export class NotASeal extends Error {}
