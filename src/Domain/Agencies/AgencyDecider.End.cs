namespace Safeguard.Domain.Agencies;

public static partial class AgencyDecider
{
    public static Decision Decide(Agency agency, CloseAgency command) =>
        Ends(agency, command, command.Successor, command.SuccessorAgency, "/successor", new AgencyEnd(command.On, Merged: false, command.Successor),
            envelope => new AgencyClosed(command.Agency, command.On, command.Successor) { Envelope = envelope });

    public static Decision Decide(Agency agency, MergeAgency command) =>
        Ends(agency, command, command.Into, command.IntoAgency, "/into", new AgencyEnd(command.On, Merged: true, command.Into),
            envelope => new AgencyMerged(command.Agency, command.Into, command.On) { Envelope = envelope });

    /// <summary>An agency ends once. Its code is never given to another, so nothing takes the end back.</summary>
    private static Decision Ends(
        Agency agency, Command command, AgencyId? successor, Agency? registered, string pointer, AgencyEnd end, Func<Envelope, AgencyEvent> ended)
    {
        if (!command.By.Has(Role.Administrator)) return AgencyRefusals.AdministratorOnly;
        if (!agency.Exists) return AgencyRefusals.NotFound;
        if (agency.End == end) return Decision.NoChange;
        if (agency.End is not null) return AgencyRefusals.AlreadyEnded;
        if (successor == agency.Id) return AgencyRefusals.OwnSuccessor(pointer);
        if (successor is not null && registered is not { Exists: true }) return AgencyRefusals.UnknownSuccessor(pointer);
        if (registered?.EndedBy(end.On) is not null) return AgencyRefusals.SuccessorEnded(pointer);
        return Now(command).Then(envelope => Decision.Record(StreamKey.Agency(agency.Id), ended(envelope)));
    }
}
