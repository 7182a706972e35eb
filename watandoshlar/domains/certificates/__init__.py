"""Official documents that we issue, sign, register and verify: a consular confirmation as much as a compatriot's card.

Words
    record              what a document says, complete and immutable
    number              names the document in the register and to people, e.g. UZ-CR-26-7K3M9Q4T
    verification code   six characters on the document; with the number they answer "is it genuine"
    seal                the signed text in the QR code; answers the same question without network
    register            the table of issued documents with their status
    layout              how a record becomes a PDF; a pure function of the record
    verdict             the answer of a check, from a closed list
What people upload is evidence and lives in another room.
"""
