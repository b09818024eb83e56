using Safeguard.Domain.Time;

namespace Safeguard.Domain.Agencies;

public static partial class AgencyDecider
{
    /// <summary>How long a check counts (domain §2.9).</summary>
    private const int CheckLastsMonths = 12;

    public static Decision Decide(Agency agency, VerifyContactPoint command)
    {
        if (!command.By.Has(Role.Administrator)) return AgencyRefusals.AdministratorOnly;
        if (!agency.Exists) return AgencyRefusals.NotFound;
        var today = LondonTime.DateOf(command.Now);
        if (agency.EndedBy(today) is not null) return ContactRefusals.AgencyEnded;
        if (Text.IsBlank(command.Value)) return ContactRefusals.ValueRequired;
        if ((Text.Line("/value", command.Value) ?? Text.Code("/scheme", command.Scheme)) is { } badText) return badText;
        if (ContactValues.Refuse(command.Channel, command.Value!) is { } badValue) return badValue;

        var checkedOn = command.VerifiedOn ?? today;
        var last = checkedOn.AddMonths(CheckLastsMonths);
        var expires = command.Expires ?? last;
        if (checkedOn > today) return ContactRefusals.CheckedInFuture;
        if (expires > last) return ContactRefusals.ExpiresTooLate;
        if (expires < checkedOn) return ContactRefusals.ExpiresBeforeCheck;
        if (expires < today) return ContactRefusals.CheckTooOld;

        return Now(command).Then(envelope => Decision.Record(StreamKey.Agency(agency.Id), new ContactPointVerified(
            agency.Id, command.Point, command.Channel, Personal<string>.Open(DataSubject.Of(command.Point), command.Value!),
            command.VerifiedBy ?? command.By.Id, checkedOn, expires)
        {
            Scheme = string.IsNullOrEmpty(command.Scheme) ? null : command.Scheme,
            Envelope = envelope,
        }));
    }

    public static Decision Decide(Agency agency, RetireContactPoint command)
    {
        if (!command.By.Has(Role.Administrator)) return AgencyRefusals.AdministratorOnly;
        if (!agency.Exists) return AgencyRefusals.NotFound;
        if (agency.Find(command.Point) is not { } point) return ContactRefusals.NotFound;
        if (point.RetiredOn is not null) return Decision.NoChange;
        if (Text.Narrative("/reason", command.Reason) is { } badText) return badText;

        return Now(command).Then(envelope => Decision.Record(StreamKey.Agency(agency.Id), new ContactPointRetired(agency.Id, point.Id, LondonTime.DateOf(command.Now))
        {
            Reason = Personal.Text(DataSubject.Of(point.Id), command.Reason),
            Envelope = envelope,
        }));
    }
}
