from django.urls import path

from watandoshlar.web.registers.issuers import context, did_document, employer_proof, jwt_vc_issuer
from watandoshlar.web.registers.log import head, leaves, recompute
from watandoshlar.web.registers.status_lists import list_of_lists, one_list
from watandoshlar.web.registers.trust_lists import authority, root, trust_list, withdrawals

app_name = "registers"

urlpatterns = [
    path(".well-known/did.json", did_document, name="did_document"),
    path(".well-known/jwt-vc-issuer", jwt_vc_issuer, name="jwt_vc_issuer"),
    path("credentials/employer-proof", employer_proof, name="employer_proof"),
    path("credentials/context/v1", context, name="context"),
    path("log/", head, name="log"),
    path("log/leaves", leaves, name="log_leaves"),
    path("log/recompute_log.py", recompute, name="recompute_log"),
    path("status-lists/", list_of_lists, name="status_lists"),
    path("status-lists/<slug:list_id>", one_list, name="status_list"),
    path("trust-list", trust_list, name="trust_list"),
    path("trust-list/root.pem", root, name="root"),
    path("trust-list/<slug:name>.pem", authority, name="authority"),
    path("trust-list/<slug:name>.crl", withdrawals, name="withdrawals"),
]
