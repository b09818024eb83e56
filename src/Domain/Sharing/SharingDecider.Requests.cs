using Safeguard.Domain.Deadlines;
using Safeguard.Domain.Families;
using Safeguard.Domain.Time;

namespace Safeguard.Domain.Sharing;

public static partial class SharingDecider
{
    /// <summary>Either side records it: whether the other works with this family is not asked, since the answer would tell.</summary>
    public static Decision Decide(FamilyRecord family, RequestInformation command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (family.Sharing.Requests.Any(r => r.Id == command.Request)) return Decision.NoChange;
        var (own, from, to) = (command.By.Agency, command.From ?? command.By.Agency, command.To ?? command.By.Agency);
        if (from == to) return RequestRefusals.TwoAgencies;
        if (from != own && to != own) return RequestRefusals.NotAParty;
        var pointer = from == own ? "/to" : "/from";
        if (command.Other is not { Exists: true } other) return SharingRefusals.UnknownAgency(pointer);
        if (other.EndedBy(LondonTime.DateOf(MomentOf(command))) is { } end) return SharingRefusals.RecipientInactive(pointer, end);
        if (to == own && command.Checked is null or RequesterCheck.SignedIn) return RequestRefusals.RequesterUnverified;
        if (RefuseSubjects(family, command.Subjects) is { } badSubject) return badSubject;
        if (Text.IsBlank(command.Questions)) return RequestRefusals.QuestionsRequired;
        if (Text.Narrative("/questions", command.Questions) is { } badText) return badText;
        if (command.AnswerBy is not { } answerBy) return RequestRefusals.AnswerByRequired;
        if (answerBy < Days.Today(command)) return RequestRefusals.AnswerByPassed;

        var questions = Personal<string>.Open(command.Narrative, command.Questions!);
        return EntryRules.Judge(command, command.Narrative, statement: false, AboutAll(family, command.Subjects)).Then(envelope =>
            Decision.WithTimers(Decision.Record(command.Stream, new InformationRequested(
                command.Request, from, to, command.Purpose, answerBy, from == own ? RequesterCheck.SignedIn : command.Checked!.Value,
                questions, questions.CopyFor(from == own ? to : from))
            {
                Basis = command.Basis,
                Envelope = envelope,
            }), DeadlineTimers.Of(command.Family, Clock.InformationRequest, command.Request.Value, LondonTime.EndOf(answerBy))));
    }

    /// <summary>A request is answered by the agency that was asked, towards the one that asked.</summary>
    private static Refusal? RefuseRequest(FamilyRecord family, ProposeShare command) =>
        command.Request is not { } id ? null
        : family.Sharing.FindRequest(id, command.By.Agency, command.Recipient.Agency) is not { } request ? RequestRefusals.NotFound
        : RefuseAsAnswer(request, command, command.Subjects);

    /// <summary>An answer is about somebody of whom was asked, and comes after the question; to the minute, as people give times.</summary>
    private static Refusal? RefuseAsAnswer(RequestFacts request, Command command, IReadOnlyList<PersonId> subjects) =>
        !subjects.Any(request.Subjects.Contains) ? RequestRefusals.AboutOthers
        : MomentOf(command) < Share.Minute(request.At) ? RequestRefusals.BeforeItWasAsked
        : null;
}
