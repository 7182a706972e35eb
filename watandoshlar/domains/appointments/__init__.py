"""Appointments: when people come to a post, fairly.

Words: a *visit* is one coming of a *party* (a family has one) to a *window* at a time of whole *slots*; it is *held*
for a while, then *booked*, and *released* when nobody confirms it; a *place* is a window and a time; a *wish* asks for
a visit in a period: it takes part in the *draw* by which an *opening* gives new days away, and stays on the *waiting
list*; a *lane* says who comes first: those whose visit the post took away, the *courtesy lane*, everybody else; a
*ticket* is a turn of today for who comes without an appointment; a *token* tells the same person again and says nothing
about them.

Cases are known here by their references alone (docs/decisions/0028-fair-visits.md).
"""
