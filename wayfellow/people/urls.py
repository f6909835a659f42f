"""Some of these names are django-allauth's, which finds its own pages by them; the addresses and the pages are ours."""

from django.urls import include, path

from wayfellow.people.views import account, accounts, members, signing_in

signing = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/link/", signing_in.ask_for_link, name="ask_for_link"),
    path("sign-in/link/<str:who>/<str:token>/", signing_in.use_link, name="use_link"),
    path("sign-in/organisation/", signing_in.go_to_organisation, name="go_to_organisation"),
    path("sign-in/organisation/back/", signing_in.back_from_organisation, name="back_from_organisation"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("my-account/password/", account.password, name="password"),
    path("my-account/address/", account.address, name="address"),
    path("my-account/address/<uuid:pk>/stop/", account.stop_address, name="stop_address"),
    path("sign-in/address/<str:token>/", account.confirm_address, name="confirm_address"),
    path("my-account/devices/", account.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("set-up/operators/", members.operators, name="operators"),
    path("set-up/programmes/<int:pk>/members/", members.members, name="members"),
    path("set-up/members/<int:pk>/", members.membership, name="membership"),
    path("set-up/accounts/", accounts.accounts, name="accounts"),
    path("set-up/accounts/<int:pk>/close/", accounts.close_account, name="close_account"),
    path("set-up/accounts/<int:pk>/open/", accounts.open_account, name="open_account"),
    path("set-up/accounts/way-back/", accounts.ask_way_back, name="ask_way_back"),
    path("ways-back/", accounts.ways_back, name="ways_back"),
    path("ways-back/<uuid:pk>/", accounts.give_way_back, name="give_way_back"),
    path("ways-back/<uuid:pk>/stop/", accounts.stop_way_back, name="stop_way_back"),
]
urlpatterns = [
    path("", include((signing, "people"))),
    path("sign-in/", signing_in.sign_in, name="account_login"),
    path("sign-in/second-step/", signing_in.second_step, name="mfa_authenticate"),
    path("sign-in/passkey/", signing_in.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("my-account/", account.account, name="mfa_index"),
    path("my-account/again/", account.again_by_password, name="account_reauthenticate"),
    path("my-account/again/code/", account.again_by_code, name="mfa_reauthenticate"),
    path("my-account/again/passkey/", account.again_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("my-account/app/", account.add_app, name="mfa_activate_totp"),
    path("my-account/app/remove/", account.remove_app, name="mfa_deactivate_totp"),
    path("my-account/passkeys/add/", account.add_passkey, name="mfa_add_webauthn"),
    path("my-account/passkeys/<int:pk>/remove/", account.remove_passkey, name="mfa_remove_webauthn"),
    path("my-account/codes/", account.recovery_codes, name="mfa_view_recovery_codes"),
    path("my-account/codes/new/", account.new_recovery_codes, name="mfa_generate_recovery_codes"),
]
