"""Evidence: the files that people upload, checked before they are kept and encrypted while they are kept.

Words
    evidence    a file or photo of a person, as uploaded by an account that acts for them
    kind        "file" (a scan or document) or "photo" (a portrait, which must be large enough)
    limits      what one question accepts: types, bytes, pixels
    reading     what a machine has read off a picture: the machine-readable zone of a travel document
    tombstone   what stays of a removed file: that it was there, and when it went

PDF, JPEG, PNG and HEIC are accepted. Pictures are decoded and written anew, so that place, camera and anything hidden
in the file stay behind; PDFs are kept as they are, because they may be signed, and refused if anything in them acts.
"""
