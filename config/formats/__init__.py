"""How dates are written in each language, where Django's own formats are not ours.

Django has Uzbek in Latin letters only, with the day before the year; Uzbek acts write the year first. Its English is
American, whose 5/12 other readers take for another day. Folders are named as Django names locales.
"""
