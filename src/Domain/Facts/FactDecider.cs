using Safeguard.Domain.Families;
using Safeguard.Domain.Time;

namespace Safeguard.Domain.Facts;

/// <summary>
/// Decides about corrections of statements (domain §2.9, §2.10 rule 1). Nothing is edited: the correction is an entry
/// of its own, by the agency that recorded what was wrong. Words that are an opinion are kept (§6 row 83, ICORECT).
/// </summary>
public static class FactDecider
{
    public static Decision Decide(FamilyRecord family, CorrectFact command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (command.Known is not { } known || known.Stream != command.Stream || known.Agency != command.By.Agency) return FactRefusals.EntryNotFound;
        if (!known.IsStatement) return FactRefusals.NotAStatement;
        if (Refuse(command, known) is { } wrong) return wrong;
        if (Text.IsBlank(command.Evidence)) return FactRefusals.EvidenceRequired;
        if (Text.Narrative("/evidence", command.Evidence) is { } badEvidence) return badEvidence;

        var words = known.Words ?? command.Narrative;
        return EntryRules.Judge(command, words, statement: false, known.Subjects).Then(envelope =>
        {
            var decision = Decision.Record(command.Stream, new FactCorrected(known.Id, command.Field, Personal<string>.Open(words, command.Evidence!))
            {
                Envelope = envelope,
                Text = Personal.Text(words, command.Text),
                Happened = MomentOf(command),
            });
            // Art 19: whoever holds what was wrong is told of it. That is an entry of its own, agency by agency.
            return family.Sharing.WhoGot(command.By.Agency, [known.Id]).Count == 0 ? decision : Decision.WithWarnings(decision,
                new Warning("RECIPIENTS_HOLD_WHAT_WAS_WRONG", "What was wrong was sent to another agency. Correct the share as well, so that it is told.", "/corrects"));
        });
    }

    private static Refusal? Refuse(CorrectFact command, KnownStatement known)
    {
        if (command.Field == CorrectedField.Text)
        {
            if (command.On is not null || command.At is not null) return FactRefusals.OneThingAtATime;
            if (known.Basis == Basis.Opinion) return FactRefusals.OpinionIsKept;
            if (known.Words is null) return FactRefusals.NoWords;
            return Text.IsBlank(command.Text) ? FactRefusals.TextRequired : Text.Narrative("/text", command.Text);
        }

        if (command.Text is not null) return FactRefusals.OneThingAtATime;
        if (MomentOf(command) is not { Earliest: { } at }) return FactRefusals.MomentRequired;
        var pointer = command.On is null ? "/at" : "/on";
        if (at > command.Now) return FactRefusals.InFuture(pointer);
        return at > known.LearnedAt ? FactRefusals.AfterItWasLearned(pointer) : null;
    }

    private static Happened? MomentOf(CorrectFact command) => (command.On, command.At) switch
    {
        ({ } day, null) => new Happened(LondonTime.StartOf(day), LondonTime.EndOf(day), Precision.Day),
        (null, { } instant) => Happened.At(instant),
        _ => null,
    };
}
