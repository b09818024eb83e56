using System.Collections.Immutable;
using Safeguard.Domain;
using Safeguard.Domain.Assessments;
using Safeguard.Domain.Families;
using Safeguard.Domain.Referrals;

namespace Safeguard.Projections;

public sealed partial record FamilyRisk
{
    /// <summary>The row after one more event of this family's stream.</summary>
    public static FamilyRisk Evolve(FamilyRisk row, RecordedEvent recorded)
    {
        var origin = Origin.Of(recorded);
        return recorded.Event switch
        {
            HouseholdEvent e => row.Household(e, origin),
            ReferralEvent e => row.Referral(e, origin),
            AssessmentEvent e => row.Assessment(e, origin),
            Domain.Consent.ConsentEvent e => row.Consent(e, recorded, origin),
            Domain.Sharing.SharingEvent e => row.Sharing(e, recorded, origin),
            Domain.Deadlines.DeadlineEvent e => row.Deadline(e, origin),
            Domain.Auditing.IgReviewEvent e => row.Reviewing(e, origin),
            Domain.Documents.FamilyDocumentEvent e => row.Document(e, recorded, origin),
            Domain.Facts.FactCorrected e => row with { FactsCorrected = row.FactsCorrected.Add(new(origin, e.Corrects, e.Text, e.Happened)) },
            Domain.Access.RecordRestricted e => row with { Restriction = new RestrictionEntry(origin, e.Level, e.ReviewDate) },
            Domain.Access.RestrictionLifted => row with { Restriction = null },
            _ => row,
        };
    }

    private FamilyRisk Household(HouseholdEvent said, Origin origin) => said switch
    {
        FamilyRecordOpened e => this with { Reference = e.Reference, Jurisdiction = e.Jurisdiction, Area = e.Area },
        InvolvementStarted e => this with { Involvements = Involvements.Add(new(origin, e.Agency, e.Role, e.From)) },
        HouseholdMemberJoined e => this with { Stays = Stays.Add(new(origin, e.Person, e.Role, e.Residence, e.From) { To = e.To }) },
        HouseholdMemberLeft e => this with
        {
            Stays = [.. Stays.Select(s => s.Person == e.Person && s.To is null ? s with { To = e.To, End = origin } : s)],
        },
        RelationshipAsserted e => this with
        {
            Relations = Relations.Add(new(origin, e.From, e.To, e.Kind, e.ParentalResponsibility) { Evidence = e.Evidence }),
        },
        AddressRecorded e => this with
        {
            Addresses = Addresses.Add(new(origin, e.Kind, e.From, e.SafeToWrite, e.Mappable)
            {
                Line = e.Line,
                Postcode = e.Postcode,
                DeprivationDecile = e.DeprivationDecile,
                DeprivationIndex = e.DeprivationIndex,
                DeprivationEdition = e.DeprivationEdition,
            }),
        },
        SubstanceUseStatusRecorded e => this with
        {
            Use = Use.Add(new(origin, e.Adult, e.Status, e.From)
            {
                Substances = [.. e.Substances],
                Primary = e.Primary,
                Pattern = e.Pattern,
                Route = e.Route,
                Consequences = [.. e.Consequences],
                Note = e.Note,
            }),
        },
        VulnerabilityRecorded e => this with { Vulnerabilities = Vulnerabilities.Add(new(origin, e.Vulnerability, e.Person, e.Kind, e.From) { Note = e.Note }) },
        VulnerabilityEnded e => this with
        {
            Vulnerabilities = [.. Vulnerabilities.Select(v => v.Id == e.Vulnerability ? v with { To = e.To, End = origin, EndNote = e.Note } : v)],
        },
        ChildSeen e => this with { Seen = Seen.Add(new(origin, e.Child, e.Alone, e.Where, e.WishesAndFeelings)) },
        _ => this,
    };

    private FamilyRisk Referral(ReferralEvent said, Origin origin) => said switch
    {
        ConcernRecorded e => this with { Concerns = Concerns.Add(new(origin, e.Concern, [.. e.Children], e.Threshold, e.Source, e.Text)) },
        ReferralTelephoned e => Step(e.Referral, e.To, e.Source, e.Children, e.Concern, new(origin, ReferralStepKind.Telephoned, e.CallAt)
        {
            Team = e.Team,
            OutOfHours = e.OutOfHours,
            Text = e.Summary,
        }),
        ReferralWritten e => Step(e.Referral, e.To, e.Source, e.Children, e.Concern, new(origin, ReferralStepKind.Written, e.SentAt)
        {
            ParentalAgreement = e.ParentalAgreement,
            Text = e.Summary,
        }),
        ReferralAcknowledged e => Step(e.Referral, new(origin, ReferralStepKind.Acknowledged, e.At) { Team = e.Team }),
        ReferralDecisionMade e => Step(e.Referral, new(origin, ReferralStepKind.Decided, At(origin)) { Outcome = e.Outcome, Text = e.Reasons }),
        ReferralNotAccepted e => Step(e.Referral, new(origin, ReferralStepKind.NotAccepted, At(origin)) { Text = e.Reasons }),
        _ => this,
    };

    private FamilyRisk Assessment(AssessmentEvent said, Origin origin) => said switch
    {
        AssessmentCompleted e => this with
        {
            Assessments = Assessments.Add(new(origin, e.Assessment, e.Kind, [.. e.Children], [.. e.Adults], e.Analysis) { Revises = e.Revises }),
        },
        TierAssigned e => this with { Tiers = Tiers.Add(new(origin, e.Child, e.Scheme, e.Tier, e.Reason, e.Assessment)) },
        TierChanged e => this with { Tiers = Tiers.Add(new(origin, e.Child, e.Scheme, e.Tier, e.Reason, e.Assessment) { Before = e.Before }) },
        ReassessmentTriggered e => this with
        {
            Reassessments = Reassessments.Add(new(origin, e.Trigger, [.. e.Children], e.Revises) { Detail = e.Detail }),
        },
        _ => this,
    };

    /// <summary>A referral begins with whichever came first, the call or the letter.</summary>
    private FamilyRisk Step(
        ReferralId id, AgencyId to, ReferralSource source, IReadOnlyList<PersonId> children, ConcernId? concern, ReferralStep step)
    {
        var begun = Referrals.Any(r => r.Id == id)
            ? this
            : this with { Referrals = Referrals.Add(new(id, to, step.Origin.Agency, source) { Children = [.. children], Concern = concern }) };
        return begun.Step(id, step);
    }

    private FamilyRisk Step(ReferralId id, ReferralStep step) =>
        this with { Referrals = [.. Referrals.Select(r => r.Id == id ? r with { Steps = r.Steps.Add(step) } : r)] };

    private static DateTimeOffset At(Origin origin) => origin.Happened.MomentOr(origin.LearnedAt);
}
