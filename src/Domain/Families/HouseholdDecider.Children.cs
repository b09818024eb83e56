namespace Safeguard.Domain.Families;

/// <summary>That a child was seen. How often is for nobody to refuse; that it was long ago is for the timeline to tell.</summary>
public static partial class HouseholdDecider
{
    public static Decision Decide(FamilyRecord family, RecordChildSeen command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (!family.Household.IsChild(command.Child)) return HouseholdRefusals.NotAChildHere("/child");
        if (Text.Narrative("/wishesAndFeelings", command.WishesAndFeelings) is { } badText) return badText;

        var subject = DataSubject.Of(command.Child);
        return EntryRules.Judge(command, subject, statement: true, family.Household.AsSubject(command.Child)).Then(envelope =>
            Decision.Record(command.Stream, new ChildSeen(command.Child, command.SeenAlone, command.Where)
            {
                Envelope = envelope,
                WishesAndFeelings = Personal.Text(subject, command.WishesAndFeelings),
            }));
    }
}
