sessions = {}


# @TAG[CODE:auth-002]
def sign_out(user):
    # FIXME: other devices stay signed in
    sessions.pop(user, None)
