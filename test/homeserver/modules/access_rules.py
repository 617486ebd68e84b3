"""Test code: Tchap's access rules (`im.vector.room.access_rules`), as its servers enforce them.

Written from the facts of the reference, for tests alone. Configuration: `externals`, the servers of
external guests; `identity_server`, the base URL of the identity server that knows who may be invited
by e-mail, or none.
"""

from typing import Any
from urllib.parse import urlencode

from synapse.api.errors import SynapseError
from synapse.module_api import NOT_SPAM, ModuleApi, errors
from synapse.types import UserID

RULES = "im.vector.room.access_rules"
MEMBER = "m.room.member"
THIRD_PARTY_INVITE = "m.room.third_party_invite"
RETENTION = "m.room.retention"
MEGOLM = {"algorithm": "m.megolm.v1.aes-sha2"}
# Three months: the longest that messages of a forum are kept.
FORUM_LIFETIME_MS = 7_776_000_000
KNOWN_RULES = ("direct", "restricted", "unrestricted")


def default_power_levels(creator: str) -> dict:
    return {
        "users": {creator: 100},
        "users_default": 0,
        "events_default": 0,
        "state_default": 100,
        "invite": 50,
        "kick": 50,
        "ban": 50,
        "redact": 50,
        "events": {
            "m.room.name": 50,
            "m.room.avatar": 50,
            "m.room.canonical_alias": 50,
            "m.room.power_levels": 100,
            "m.room.history_visibility": 100,
            "m.room.encryption": 100,
            "m.room.tombstone": 100,
            "m.room.server_acl": 100,
            "m.beacon_info": 0,
            "org.matrix.msc3672.beacon_info": 0,
            "m.call.member": 0,
            "org.matrix.msc3401.call.member": 0,
        },
    }


def completed(given: dict, defaults: dict) -> dict:
    """What was given, with what is missing from the defaults, however deep."""
    merged = dict(defaults)
    for key, value in given.items():
        both = isinstance(value, dict) and isinstance(defaults.get(key), dict)
        merged[key] = completed(value, defaults[key]) if both else value
    return merged


def content_of(state: Any, kind: str) -> Any:
    event = state.get((kind, ""))
    return event.content if event else {}


class AccessRules:
    def __init__(self, config: dict, api: ModuleApi):
        self.api = api
        self.externals = config.get("externals", [])
        self.identity_server = config.get("identity_server")
        api.register_third_party_rules_callbacks(
            on_create_room=self.on_create_room,
            check_event_allowed=self.check_event_allowed,
            check_threepid_can_be_invited=self.check_threepid_can_be_invited,
            check_visibility_can_be_modified=self.check_visibility_can_be_modified,
        )
        api.register_spam_checker_callbacks(
            user_may_create_room=self.user_may_create_room,
            check_username_for_spam=self.hides_profile,
        )

    def is_external(self, user_id: str) -> bool:
        return UserID.from_string(user_id).domain in self.externals

    # Who may what on this server

    async def user_may_create_room(self, user_id: str, _config: dict) -> Any:
        return errors.Codes.FORBIDDEN if self.is_external(user_id) else NOT_SPAM

    async def hides_profile(self, _profile: dict, requester_id: str) -> bool:
        """External guests find nobody in the directory."""
        return self.is_external(requester_id)

    async def check_threepid_can_be_invited(self, medium: str, address: str, state: Any) -> bool:
        if medium != "email":
            return False
        if self.rule_of(state) != "restricted" or self.identity_server is None:
            return True
        query = urlencode({"medium": medium, "address": address})
        url = f"{self.identity_server}/_matrix/identity/api/v1/info?{query}"
        server = (await self.api.http_client.get_json(url)).get("hs")
        return bool(server) and server not in self.externals

    async def check_visibility_can_be_modified(self, _room_id: str, state: Any, visibility: str) -> bool:
        return visibility != "public" or self.rule_of(state) == "restricted"

    # A room is made

    async def on_create_room(self, requester: Any, config: dict, is_admin: bool) -> None:
        if is_admin:
            return
        state = {(event["type"], event.get("state_key", "")): event["content"] for event in config.get("initial_state", [])}
        join_rule = state.get(("m.room.join_rules", ""), {}).get("join_rule")
        public = config.get("preset") == "public_chat" or join_rule == "public"
        rule = self.checked_rule(config, state, public)
        self.complete_state(config, state, public)
        self.complete_power_levels(requester.user.to_string(), config, state, rule)
        config["initial_state"] = [
            {"type": kind, "state_key": state_key, "content": content} for (kind, state_key), content in state.items()
        ]

    def checked_rule(self, config: dict, state: dict, public: bool) -> str:
        direct = config.get("is_direct") is True
        content = state.setdefault((RULES, ""), {"rule": "direct" if direct else "restricted"})
        rule = content.get("rule")
        if rule not in KNOWN_RULES or (rule == "direct") != direct or (direct and public):
            raise SynapseError(400, "Invalid access rule")
        visibility = config.get("visibility", "private")
        if content.get("visibility", visibility) != visibility:
            raise SynapseError(400, "Incompatible visibility")
        state[(RULES, "")] = {**content, "visibility": visibility}
        return rule

    def complete_state(self, config: dict, state: dict, public: bool) -> None:
        rules = state[(RULES, "")]
        clear = public or rules.get("force_unencrypted_at_creation") is True
        if not clear:
            state.setdefault(("m.room.encryption", ""), MEGOLM)
        state.setdefault(
            ("m.room.history_visibility", ""),
            {"history_visibility": "shared" if public else "invited"},
        )
        if rules["visibility"] == "public":
            if ("m.room.encryption", "") in state:
                raise SynapseError(403, "Public rooms are not encrypted", errors.Codes.FORBIDDEN)
            retention = state.setdefault((RETENTION, ""), {"max_lifetime": FORUM_LIFETIME_MS})
            if not self.is_short_enough(retention):
                raise SynapseError(403, "Retention is too long", errors.Codes.FORBIDDEN)

    def complete_power_levels(self, creator: str, config: dict, state: dict, rule: str) -> None:
        defaults = default_power_levels(creator)
        if config.get("preset") == "trusted_private_chat":
            defaults["users"].update({invited: 100 for invited in config.get("invite", [])})
        override = config.get("power_level_content_override") or {}
        event = state.get(("m.room.power_levels", ""))
        if self.is_weaker(override) or not self.are_levels_allowed(override, rule):
            raise SynapseError(400, "Invalid power levels content override")
        if event is not None and (self.is_weaker(event) or not self.are_levels_allowed(event, rule)):
            raise SynapseError(400, "Invalid power levels content")
        if event is not None:
            state[("m.room.power_levels", "")] = completed(event, defaults)
        else:
            config["power_level_content_override"] = completed(override, defaults)

    @staticmethod
    def is_weaker(levels: dict) -> bool:
        return levels.get("invite", 50) < 50 or levels.get("state_default", 100) < 100

    @staticmethod
    def is_short_enough(retention: Any) -> bool:
        lifetime = retention.get("max_lifetime")
        return isinstance(lifetime, int) and lifetime <= FORUM_LIFETIME_MS

    # Something happens in a room

    async def check_event_allowed(self, event: Any, state: Any) -> tuple[bool, None]:
        return await self.is_allowed(event, state), None

    async def is_allowed(self, event: Any, state: Any) -> bool:
        if not event.is_state() or await self.is_administrator(event.sender):
            return True
        rule = self.rule_of(state)
        if event.type == RULES:
            return await self.is_rule_change_allowed(event, state)
        if event.type == "m.room.power_levels":
            return self.are_levels_allowed(event.content, rule)
        if event.type in (MEMBER, THIRD_PARTY_INVITE):
            return self.is_membership_allowed(event, rule, state)
        if event.type in ("m.room.name", "m.room.avatar", "m.room.topic"):
            return rule != "direct"
        if event.type == "m.room.join_rules":
            return self.is_join_rule_allowed(event.content.get("join_rule"), rule, state)
        if event.type == "m.room.encryption":
            return content_of(state, "m.room.join_rules").get("join_rule") != "public"
        if event.type == RETENTION and content_of(state, RULES).get("visibility") == "public":
            return self.is_short_enough(event.content)
        return True

    async def is_administrator(self, user_id: str) -> bool:
        return self.api.is_mine(user_id) and await self.api.is_user_admin(user_id)

    @staticmethod
    def rule_of(state: Any) -> str:
        return content_of(state, RULES).get("rule", "restricted")

    async def is_rule_change_allowed(self, event: Any, state: Any) -> bool:
        before = state.get((RULES, ""))
        rule = event.content.get("rule")
        if rule not in KNOWN_RULES:
            return False
        if before is None:
            return True
        for fixed in ("force_unencrypted_at_creation", "visibility"):
            if event.content.get(fixed) != before.content.get(fixed):
                return False
        if rule == before.content.get("rule"):
            return True
        if await self.api.public_room_list_manager.room_is_in_public_room_list(event.room_id):
            return False
        return (before.content.get("rule"), rule) == ("restricted", "unrestricted")

    def are_levels_allowed(self, levels: Any, rule: str) -> bool:
        """External guests have no power where they may come in."""
        if rule != "unrestricted":
            return True
        users = levels.get("users", {})
        return levels.get("users_default", 0) == 0 and not any(
            level != 0 and self.is_external(user_id) for user_id, level in users.items()
        )

    def is_membership_allowed(self, event: Any, rule: str, state: Any) -> bool:
        if rule == "direct":
            return self.is_one_of_two(event, state)
        if event.type == THIRD_PARTY_INVITE or event.content.get("membership") not in ("join", "invite"):
            return True
        if not self.is_external(event.state_key):
            return True
        if rule != "unrestricted":
            return False
        before = state.get((MEMBER, event.state_key))
        known = before is not None and before.content.get("membership") in ("invite", "join")
        return event.content.get("membership") == "invite" or known

    @staticmethod
    def is_one_of_two(event: Any, state: Any) -> bool:
        members = [key for (kind, key), _ in state.items() if kind == MEMBER]
        tokens = [key for (kind, key), other in state.items() if kind == THIRD_PARTY_INVITE and other.content]
        if event.type == THIRD_PARTY_INVITE:
            return event.state_key in tokens or (len(tokens) == 0 and len(members) < 2)
        if event.state_key in members:
            return True
        if len(members) == 1 and len(tokens) == 1:
            signed = event.content.get("third_party_invite", {}).get("signed", {})
            return signed.get("token") == tokens[0]
        return len(members) < 2

    @staticmethod
    def is_join_rule_allowed(join_rule: Any, rule: str, state: Any) -> bool:
        if join_rule == "public":
            return rule != "direct"
        return content_of(state, RULES).get("visibility") != "public"
