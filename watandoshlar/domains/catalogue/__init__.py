"""The catalogue of consular services: definitions as data, their immutable versions, and the rules that read them.

Words of the room:

* *definition*: what a service asks, when, and what follows from the answers (docs/howto/service-definition.md);
* *version*: definition and texts of one publication, named by the hash of their content and never changed
  (docs/decisions/0002-definitions-named-by-their-content.md);
* *kind*: what sort of answer a field takes; *typed*: what a form sent; *answers*: stored values by field id;
* *journey*: the way that one person's answers open through the pages;
* *fault*: a code for what is wrong with one answer; *problem*: a code for what is wrong with a definition;
* *set aside*: an answer that the newer version has no place for, kept until it has one again.
"""
