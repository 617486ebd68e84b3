"""Test code: accounts that expire, as Tchap's servers have them (email-account-validity).

Written from the facts of the reference, for tests alone. An account that has expired is refused with
`ORG_MATRIX_EXPIRED_ACCOUNT` everywhere but where it asks for the e-mail that renews it. Nothing is
mailed: a story reads the tokens of the links at `/_synapse/client/test_validity`, and says there who
expires.
"""

import json
import secrets
from typing import Any

from synapse.api.errors import SynapseError
from synapse.module_api import DirectServeJsonResource, ModuleApi

PREFIX = "/_synapse/client/email_account_validity"


class AccountValidity:
    def __init__(self, config: dict, api: ModuleApi) -> None:
        self.expired: set[str] = set()
        # User by token, the newest last.
        self.links: dict[str, str] = {}
        api.register_account_validity_callbacks(is_user_expired=self.is_user_expired)
        api.register_web_resource(f"{PREFIX}/send_mail", SendMail(self, api))
        api.register_web_resource(f"{PREFIX}/renew", Renew(self))
        api.register_web_resource("/_synapse/client/test_validity", ForStories(self))

    async def is_user_expired(self, user: str) -> bool:
        return user in self.expired


class SendMail(DirectServeJsonResource):
    def __init__(self, validity: AccountValidity, api: ModuleApi) -> None:
        super().__init__()
        self.validity = validity
        self.api = api

    async def _async_render_POST(self, request: Any) -> tuple[int, dict]:
        requester = await self.api.get_user_by_req(request, allow_expired=True)
        self.validity.links[secrets.token_hex(16)] = requester.user.to_string()
        return 200, {}


class Renew(DirectServeJsonResource):
    def __init__(self, validity: AccountValidity) -> None:
        super().__init__()
        self.validity = validity

    async def _async_render_GET(self, request: Any) -> tuple[int, dict]:
        user = self.validity.links.pop(request.args[b"token"][0].decode(), None)
        if user is None:
            raise SynapseError(404, "Unknown renewal token")
        self.validity.expired.discard(user)
        return 200, {}


class ForStories(DirectServeJsonResource):
    def __init__(self, validity: AccountValidity) -> None:
        super().__init__()
        self.validity = validity

    async def _async_render_POST(self, request: Any) -> tuple[int, dict]:
        self.validity.expired.add(json.load(request.content)["user"])
        return 200, {}

    async def _async_render_GET(self, request: Any) -> tuple[int, dict]:
        return 200, {"links": self.validity.links}
