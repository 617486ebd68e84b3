"""An agent on matrix-nio with libolm: takes one JSON command a line, tells one JSON event a line."""

import asyncio
import json
import sys

from nio import (
    AsyncClient,
    AsyncClientConfig,
    InviteMemberEvent,
    KeyVerificationCancel,
    KeyVerificationEvent,
    KeyVerificationKey,
    KeyVerificationMac,
    KeyVerificationStart,
    MegolmEvent,
    RoomMessageText,
    ToDeviceMessage,
    UnknownToDeviceEvent,
)


def tell(**event):
    print(json.dumps(event, ensure_ascii=False), flush=True)


class Agent:
    def __init__(self, client):
        self.client = client
        # Transactions that began with a request: they end with `m.key.verification.done` (spec 11.12.2.1).
        self.requested = set()

    @staticmethod
    async def sign_in(homeserver, user, password, store):
        config = AsyncClientConfig(encryption_enabled=True, store_sync_tokens=True)
        client = AsyncClient(homeserver, user, store_path=store, config=config)
        answer = await client.login(password, device_name="nio")
        agent = Agent(client)
        client.add_event_callback(agent.on_text, RoomMessageText)
        client.add_event_callback(agent.on_unread, MegolmEvent)
        client.add_event_callback(agent.on_invite, InviteMemberEvent)
        client.add_to_device_callback(agent.on_verification, KeyVerificationEvent)
        client.add_to_device_callback(agent.on_unknown, UnknownToDeviceEvent)
        await client.sync(timeout=0, full_state=True)
        if client.should_upload_keys:
            await client.keys_upload()
        tell(event="signed-in", userId=answer.user_id, deviceId=answer.device_id)
        return agent

    async def on_text(self, room, event):
        if event.sender != self.client.user_id:
            tell(event="message", roomId=room.room_id, body=event.body, encrypted=bool(event.decrypted))

    async def on_unread(self, room, event):
        tell(event="unread", roomId=room.room_id, sessionId=event.session_id)

    async def on_invite(self, room, event):
        if event.membership == "invite" and event.state_key == self.client.user_id:
            await self.client.join(room.room_id)
            tell(event="joined", roomId=room.room_id)

    async def on_unknown(self, event):
        content = event.source["content"]
        if event.type == "m.key.verification.request":
            self.requested.add(content["transaction_id"])
            await self.say("ready", event.sender, content["from_device"], content["transaction_id"], methods=["m.sas.v1"])
            tell(event="requested", transaction=content["transaction_id"])

    async def on_verification(self, event):
        transaction = event.transaction_id
        if isinstance(event, KeyVerificationStart):
            await self.client.accept_key_verification(transaction)
            sas = self.client.key_verifications[transaction]
            await self.client.to_device(sas.share_key())
        elif isinstance(event, KeyVerificationKey):
            sas = self.client.key_verifications[transaction]
            tell(event="emoji", transaction=transaction, emoji=[list(one) for one in sas.get_emoji()])
        elif isinstance(event, KeyVerificationMac):
            await self.finish(transaction)
        elif isinstance(event, KeyVerificationCancel):
            tell(event="cancelled", transaction=transaction, code=event.code)

    async def finish(self, transaction):
        sas = self.client.key_verifications.get(transaction)
        if sas is None or not sas.verified:
            return
        device = sas.other_olm_device
        if transaction in self.requested:
            await self.say("done", device.user_id, device.device_id, transaction)
        tell(event="verified", deviceId=device.device_id, trusted=device.verified)

    async def say(self, kind, user_id, device_id, transaction, **more):
        content = {"transaction_id": transaction, "from_device": self.client.device_id, **more}
        await self.client.to_device(ToDeviceMessage(f"m.key.verification.{kind}", user_id, device_id, content))

    # Commands

    async def send(self, roomId, body):
        content = {"msgtype": "m.text", "body": body}
        await self.client.room_send(roomId, "m.room.message", content, ignore_unverified_devices=True)

    async def start(self, userId, deviceId):
        await self.client.keys_query() if self.client.should_query_keys else None
        device = self.client.device_store[userId][deviceId]
        await self.client.start_key_verification(device)

    async def confirm(self, transaction):
        await self.client.confirm_short_auth_string(transaction)
        await self.finish(transaction)

    async def export(self, path, passphrase):
        await self.client.export_keys(path, passphrase, count=1000)
        tell(event="exported")

    async def importKeys(self, path, passphrase):
        await self.client.import_keys(path, passphrase)
        rooms = self.client.olm.inbound_group_store._entries.values()
        tell(event="imported", sessions=sum(len(sessions) for senders in rooms for sessions in senders.values()))


async def main():
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    agent = await Agent.sign_in(**json.loads(await reader.readline()))
    syncing = asyncio.create_task(agent.client.sync_forever(timeout=30000))
    syncing.add_done_callback(lambda task: task.cancelled() or tell(event="failed", reason=repr(task.exception())))
    while line := await reader.readline():
        command = json.loads(line)
        try:
            await getattr(agent, command.pop("do"))(**command)
        except Exception as error:  # told to the test, which decides
            tell(event="failed", reason=repr(error))
    syncing.cancel()
    await agent.client.close()


asyncio.run(main())
