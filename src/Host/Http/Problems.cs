namespace Safeguard.Host.Http;

/// <summary>The problems of the edge itself, a closed list; those of the domain come as refusals.</summary>
public static class Problems
{
    public static Problem Unreadable(string? pointer) => new(400, "UNREADABLE",
        "The body is not JSON as RFC 8259 describes it.") { Pointer = pointer, Next = "Send one JSON object in UTF-8." };

    public static Problem BodyRequired { get; } = new(400, "BODY_REQUIRED",
        "The request has no body.") { Pointer = "", Next = "Send one JSON object." };

    public static Problem TooDeep(string pointer) => new(400, "TOO_DEEP",
        "The body is nested more than 32 levels deep.") { Pointer = pointer, Rule = "domain §6 row 92", Next = "Send what the API description shows; nothing in it is deeper than a few levels." };

    public static Problem DuplicateMember(string pointer) => new(400, "DUPLICATE_MEMBER",
        "A member is given twice.") { Pointer = pointer, Rule = "domain §6 row 92", Next = "Give it once." };

    public static Problem LoneSurrogate(string pointer) => new(400, "LONE_SURROGATE",
        "A text holds half a character.") { Pointer = pointer, Rule = "domain §6 row 92", Next = "Write the character whole; text cut off in the middle of one often looks like this." };

    public static Problem UnknownMember(string pointer) => new(400, "UNKNOWN_MEMBER",
        "There is no such member here.") { Pointer = pointer, Rule = "domain §6 row 92", Next = "Leave it out, or compare its spelling with /openapi/v1.json; names are case-sensitive." };

    public static Problem MemberRequired(string pointer) => new(400, "MEMBER_REQUIRED",
        "A member that is required is missing.") { Pointer = pointer, Next = "Give it." };

    public static Problem WrongType(string pointer, string expected) => new(400, "WRONG_TYPE",
        $"This member takes {expected}.") { Pointer = pointer, Rule = "domain §6 row 92", Next = "Nothing is converted silently: send it in that form." };

    public static Problem UnknownCode(string pointer, IReadOnlyList<string> allowed) => new(422, "UNKNOWN_CODE",
        "This is none of the codes that may stand here.") { Pointer = pointer, Rule = "domain §6 rows 28 and 30", Allowed = allowed, Next = "Give one of the codes in “allowed”, spelled exactly so." };

    public static Problem CodeInvalid(string pointer) => new(422, "CODE_INVALID",
        "This is no code of this kind.") { Pointer = pointer, Next = "An agency's code has 2 to 40 lower-case letters, digits and hyphens; a person's id at most 100 printable characters without spaces." };

    public static Problem CharacterNotAllowed(string pointer) => new(422, "CHARACTER_NOT_ALLOWED",
        "A text holds the character U+0000, which cannot be recorded.") { Pointer = pointer, Rule = "domain §6 row 89", Next = "Delete that character." };

    public static Problem DateInvalid(string pointer) => new(422, "DATE_INVALID",
        "This is no date of the calendar, written as 2026-11-06.") { Pointer = pointer, Rule = "domain §6 rows 6, 16 and 101", Next = "Write year, month and day (ISO 8601), between the years 1800 and 2199." };

    public static Problem TimeInvalid(string pointer) => new(422, "TIME_INVALID",
        "This is no instant, written as 2026-11-06T17:42:00Z.") { Pointer = pointer, Rule = "domain §6 row 15", Next = "Write date, time and offset (ISO 8601), or a London time with [Europe/London] after it." };

    public static Problem ZoneRequired(string pointer) => new(422, "ZONE_REQUIRED",
        "A time is given without its zone.") { Pointer = pointer, Rule = "domain §6 rows 15 and 101", Next = "Add Z, an offset as +01:00, or [Europe/London]." };

    public static Problem AmbiguousLocalTime(string pointer) => new(422, "AMBIGUOUS_LOCAL_TIME",
        "This time happens twice in that London night, when the clocks go back.") { Pointer = pointer, Rule = "domain §6 row 13", Next = "Add the offset: +01:00 for the first time, +00:00 for the second." };

    public static Problem LocalTimeDoesNotExist(string pointer) => new(422, "LOCAL_TIME_DOES_NOT_EXIST",
        "This time never happens in London: the clocks go forward over it.") { Pointer = pointer, Rule = "domain §6 row 14", Next = "Correct the time, or give it with its offset." };

    public static Problem PrecisionInvalid(string pointer, string next) => new(422, "PRECISION_INVALID",
        "The times of the entry do not fit its precision.") { Pointer = pointer, Rule = "domain §2.1", Next = next };

    public static Problem HeaderInvalid(string header, string next) => new(400, "HEADER_INVALID",
        "A header of the request is not in its form.") { Pointer = header, Rule = "domain §6 row 100", Next = next };

    public static Problem QueryInvalid(string name, string next) => new(400, "QUERY_INVALID",
        "A part of the query is not in its form.") { Pointer = name, Next = next };

    /// <summary>A page goes on as it began: with another cut or filter it would answer something that nobody asked.</summary>
    public static Problem CursorOfAnotherQuestion { get; } = new(400, "CURSOR_OF_ANOTHER_QUESTION",
        "This cursor belongs to another question: another address, moment or filter than is asked for here.")
        { Pointer = "cursor", Rule = "design D10", Next = "Send address, asOf and filters as for the page before; or begin anew without a cursor." };

    public static Problem AsOfInFuture { get; } = new(422, "AS_OF_IN_FUTURE",
        "Nobody knows what the record will say: asOf lies in the future.") { Pointer = "asOf", Rule = "domain §6 row 81", Next = "Give a past instant, or leave it out for now." };

    public static Problem FromAfterTo { get; } = new(422, "FROM_AFTER_TO",
        "The period ends before it begins.") { Pointer = "from", Rule = "domain §6 row 82", Next = "Swap from and to, or correct one of them." };

    public static Problem BodyTooLarge { get; } = new(413, "BODY_TOO_LARGE",
        "The body is larger than 256 KiB.") { Rule = "design D10", Next = "Record it in several entries, or keep the document where it is and say where." };

    public static Problem HeadersTooLarge { get; } = new(431, "HEADERS_TOO_LARGE",
        "The headers of the request are too long together.") { Rule = "design D10", Next = "Send fewer or shorter headers, at most 16 KiB." };

    public static Problem AddressTooLong { get; } = new(414, "ADDRESS_TOO_LONG",
        "The address of the request is too long.") { Rule = "design D10", Next = "Send fewer or shorter parameters, at most 8 KiB with the path; what is searched for belongs into a body." };

    public static Problem TypeNotSupported { get; } = new(415, "TYPE_NOT_SUPPORTED",
        "The body is not sent as application/json in UTF-8.") { Next = "Set Content-Type to application/json; neither another charset nor a compressed body is read." };

    public static Problem CsvRequired { get; } = new(415, "TYPE_NOT_SUPPORTED",
        "The body is not sent as text/csv in UTF-8.") { Next = "Set Content-Type to text/csv; neither another charset nor a compressed body is read." };

    public static Problem NotAcceptable { get; } = new(406, "NOT_ACCEPTABLE",
        "The service answers in JSON only, which the request does not accept.") { Next = "Accept application/json." };

    public static Problem NoSuchAddress { get; } = new(404, "NO_SUCH_ADDRESS",
        "There is nothing at this address.") { Next = "See /openapi/v1.json for the addresses there are." };

    /// <summary>Of a record that is absent, and of one that the caller may not see: nothing tells the two apart.</summary>
    public static Problem NotFound { get; } = new(404, "NOT_FOUND",
        "There is no such record that you may open.") { Rule = "domain §5 rule 1", Next = "Check the address. If your agency should work with this family, ask whoever told you of it to refer or to share." };

    public static Problem NeverChanged { get; } = new(405, "NEVER_CHANGED",
        "Nothing in the record is ever edited or deleted.") { Rule = "domain §6 row 19", Next = "Record what is right instead: a correction (FactCorrected) supersedes the entry, and the record shows both with their dates." };

    public static Problem MethodNotAllowed { get; } = new(405, "METHOD_NOT_ALLOWED",
        "This address does not take this method.") { Next = "The Allow header says which it takes." };

    public static Problem TokenRequired { get; } = new(401, "TOKEN_REQUIRED",
        "The request brings no token, or one that cannot be accepted.") { Rule = "design D11", Next = "Sign in and send the token as Authorization: Bearer …" };

    public static Problem ClaimsUnusable(string what) => new(403, "CLAIMS_UNUSABLE",
        $"The token does not say {what} in a form that can be used.") { Rule = "design D11", Next = "Ask whoever runs your sign-in to send the claims sub, agency and roles." };

    public static Problem ReadsNoRecords { get; } = new(403, "READS_NO_RECORDS",
        "Your role opens no family's record.") { Rule = "domain §5", Next = "Ask a practitioner of an agency that works with the family." };

    public static Problem ReadsNoRegister { get; } = new(403, "READS_NO_REGISTER",
        "Your role does not read this register.") { Rule = "domain §5", Next = "Ask your manager or your information governance officer." };

    public static Problem WorkersNotYours { get; } = new(403, "WORKERS_NOT_YOURS",
        "Totals of single workers are for their own agency's managers and information governance officer.") { Rule = "domain §4 V3", Next = "Ask for totals by month, or leave by out." };

    public static Problem OtherAgency { get; } = new(422, "OTHER_AGENCY",
        "You read your own agency's lines of this register.") { Pointer = "agency", Rule = "design D11", Next = "Leave agency out. The partnership's information governance officer audits all agencies." };

    public static Problem NotSaidToRecipients(string name) => new(422, "NOT_SAID_TO_RECIPIENTS",
        "What an agency received says what came, from whom and when, not why it was sent.") { Pointer = name, Rule = "design D11", Next = "Leave this filter out, or ask for what your agency sent (direction=Sent)." };

    public static Problem NotAllowed { get; } = new(403, "NOT_ALLOWED",
        "You may not do this.") { Rule = "domain §5", Next = "Ask your administrator which role it takes." };

    public static Problem IdempotencyConflict { get; } = new(409, "IDEMPOTENCY_CONFLICT",
        "This idempotency key was used with another request.") { Pointer = "Idempotency-Key", Rule = "domain §6 row 20", Next = "Take a new key for a new request." };

    public static Problem TooManyRequests { get; } = new(429, "TOO_MANY_REQUESTS",
        "More requests came from you than the service takes in a minute.") { Rule = "design D10", Next = "Wait as long as Retry-After says." };

    public static Problem Starting(string missing) => new(503, "STARTING", "The service is not ready yet.") { Next = missing, RetryAfter = 2 };

    /// <summary>Rather no answer than half of one.</summary>
    public static Problem RegisterFilling { get; } = new(503, "REGISTER_FILLING",
        "This register is new with the service's release and is still being filled from the log.") { Rule = "design D6", Next = "Try again when Retry-After says. Everything else works.", RetryAfter = 10 };

    public static Problem Busy { get; } = new(503, "BUSY",
        "The log takes no more entries at this moment. Nothing was written.") { Rule = "design D2", Next = "Send the same request again in a second.", RetryAfter = 1 };

    public static Problem OutcomeUnknown { get; } = new(503, "OUTCOME_UNKNOWN",
        "Whether the entry was recorded is not known: the connection to the log broke.") { Rule = "design D2", Next = "Send the same request again with the same idempotency key; it is recorded once.", RetryAfter = 1 };

    public static Problem ReadOnly { get; } = new(503, "READ_ONLY",
        "The log was restored and lacks entries that were signed; until somebody has accepted that, it can only be read. Nothing was written.")
    { Rule = "design D3", Next = "Write it down elsewhere and send it again later; whoever runs the service knows (health/ready).", RetryAfter = 300 };

    public static Problem KeyMissing { get; } = new(503, "KEY_MISSING",
        "A text that is to be handed on cannot be opened: its key was not restored. Nothing was written.") { Rule = "design D5", Next = "Tell whoever runs the service; send the same request again when the key is back.", RetryAfter = 300 };

    public static Problem ClockAhead { get; } = new(503, "CLOCK_AHEAD",
        "This server's clock, or the newest entry, is ahead of the database's clock. Nothing was written.") { Rule = "design D2", Next = "Send the same request again in a minute.", RetryAfter = 60 };

    public static Problem NewerEntry { get; } = new(503, "NEWER_RELEASE",
        "This record holds an entry of a kind that only a newer release of the service knows. Nothing was written.")
    { Rule = "design D6", Next = "Try again in a few minutes: the service is being brought up to date.", RetryAfter = 60 };

    public static Problem DatabaseUnreachable { get; } = new(503, "DATABASE_UNREACHABLE",
        "The log cannot be reached.") { Next = "Try again in a few seconds.", RetryAfter = 5 };

    public static Problem Internal { get; } = new(500, "INTERNAL",
        "Something went wrong inside the service.") { Next = "Tell whoever runs the service, with the trace id." };

    public static Problem BadRequest(int status) => new(status, "BAD_REQUEST",
        "The request cannot be read.") { Next = "Compare it with /openapi/v1.json." };
}
