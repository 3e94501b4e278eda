"""The carrier's refusals: code, HTTP status and words, numbers echoed as the real one does."""

from __future__ import annotations

from dataclasses import dataclass

INFO = "https://www.twilio.com/docs/errors/"

TABLE: dict[int, tuple[int, str]] = {
    10004: (400, "Call concurrency limit exceeded"),
    20001: (400, "Unknown parameters: {what}"),
    20003: (401, "Authenticate"),
    20004: (405, "Method not allowed"),
    20009: (409, "Cannot delete this resource before it is complete"),
    20404: (404, "The requested resource {what} was not found"),
    20429: (429, "Too Many Requests"),
    20500: (500, "An internal server error has occurred"),
    20503: (503, "Service unavailable"),
    21201: (400, "No 'To' number is specified"),
    21205: (400, "Url parameter is not a valid URL: {what}"),
    21210: (
        400,
        "The source phone number provided, {sender}, is not yet verified for your account.",
    ),
    21213: (400, "No 'From' number is specified"),
    21214: (400, "'To' phone number cannot be reached: {to}"),
    21215: (400, "Account not authorized to call {to}."),
    21216: (400, "Account not allowed to call {to}"),
    21217: (400, "Phone number does not appear to be valid: {to}"),
    21220: (400, "Call is not in-progress. Cannot redirect."),
    21626: (400, "Invalid statusCallbackEvents: {what}"),
    32018: (400, "Twiml parameter is longer than 4000 characters"),
    21211: (400, "The 'To' number {to} is not a valid phone number."),
    21212: (400, "The 'From' number {sender} is not a valid phone number or shortcode."),
    21266: (400, "'To' and 'From' number cannot be the same: {to}"),
    21408: (400, "Permission to send an SMS has not been enabled for the region of {to}."),
    21602: (400, "Message body is required."),
    21603: (400, "A 'From' phone number is required."),
    21604: (400, "A 'To' phone number is required."),
    21606: (
        400,
        "The From phone number {sender} is not a valid, SMS-capable inbound phone number "
        "or short code for your account.",
    ),
    21609: (400, "The StatusCallback URL {what} is not a valid URL."),
    21610: (400, "Attempt to send to unsubscribed recipient: {to}"),
    21611: (400, "The 'From' number {sender} has exceeded the maximum number of queued messages."),
    21612: (400, "The 'To' phone number: {to}, is not currently reachable using {sender} via SMS."),
    21614: (400, "'To' number is not a valid mobile number: {to}"),
    21617: (400, "The concatenated message body exceeds the 1600 character limit."),
    21620: (400, "Invalid media URL(s)."),
    21705: (400, "The Messaging Service Sid {what} is invalid."),
    21910: (400, "Invalid 'From' and 'To' pair: {sender} and {to} are not of one channel."),
    30029: (400, "Invalid ContentRetention"),
    30030: (400, "Invalid AddressRetention"),
}
BY_STATUS = {429: 20429, 500: 20500, 503: 20503, 401: 20003, 404: 20404, 405: 20004}


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error answer. `misuse` says what was asked that the carrier does not know."""

    code: int
    status: int
    message: str
    misuse: str = ""

    def document(self) -> dict[str, object]:
        return {
            "code": self.code,
            "message": self.message,
            "more_info": f"{INFO}{self.code}",
            "status": self.status,
        }


def refusal(
    code: int, *, to: str = "", sender: str = "", what: str = "", misuse: str = ""
) -> Refusal:
    status, words = TABLE.get(code, (400, "Refused"))
    return Refusal(code, status, words.format(to=to, sender=sender, what=what), misuse)
