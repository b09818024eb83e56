using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;
using Safeguard.Domain.Time;
using static Safeguard.Domain.Sharing.OverrideTest;

namespace Safeguard.Domain.Sharing;

internal sealed partial class OverrideReader
{
    private IReadOnlyList<AdultAndChild>? Persons() => Each(command.Persons, (i, a) =>
    {
        var pointer = $"/persons/{i}";
        if (!Has(J1, $"{pointer}/adult", a.Adult) | !Has(J1, $"{pointer}/child", a.Child) | !Has(J1, $"{pointer}/relation", a.Relation)) return null;
        MustBeKnown($"{pointer}/adult", a.Adult!.Value);
        MustBeKnown($"{pointer}/child", a.Child!.Value);
        if (family.Household.IsChild(a.Adult.Value)) Contradict(OpennessRefusals.NotAParent with { Pointer = $"{pointer}/adult", Rule = "domain §3.3 J1" });
        if (!family.Household.IsChild(a.Child.Value)) Contradict(HouseholdRefusals.NotAChildHere($"{pointer}/child") with { Rule = "domain §3.3 J1" });
        Contradict(RefuseRelation(pointer, a.Adult.Value, a.Child.Value, a.Relation!.Value));
        return new AdultAndChild(a.Adult.Value, a.Child.Value, a.Relation!.Value);
    });

    /// <summary>One of the two is somebody whom the share is about, and how they are related is not other than the record says.</summary>
    private Refusal? RefuseRelation(string pointer, PersonId adult, PersonId child, RelationKind relation)
    {
        var about = share.Subjects.Concat(share.Items.Select(i => i.About).OfType<PersonId>()).ToHashSet();
        if (!about.Contains(adult) && !about.Contains(child)) return OverrideRefusals.NotAboutThem(pointer);
        var recorded = family.Household.Relations.Where(r => r.From == adult && r.To == child).ToList();
        return recorded.Count == 0 || recorded.Exists(r => r.Kind == relation) ? null : OverrideRefusals.OtherRelation($"{pointer}/relation");
    }

    private IReadOnlyList<OverrideItem>? Items() => Each(command.Items?.Distinct().ToList(), (i, number) =>
    {
        if (share.Item(number) is { } item) return new OverrideItem(number, item.Category, item.Source);
        Contradict(SharingRefusals.ItemNotProposed($"/items/{i}"));
        // Kept as answered, so that a wrong number is not called a missing answer.
        return new OverrideItem(number, default, default);
    });

    private IReadOnlyList<ConcernStatement>? Concern() => Each(command.Concern, (i, a) =>
    {
        var pointer = $"/concern/{i}";
        var words = Words(J3, $"{pointer}/words", a.Words);
        MustHaveCome($"{pointer}/on", a.On);
        if (a.Entry is { } entry && !SharingDecider.MayCite(family, command, command.KnownEntries, entry)) Contradict(SharingRefusals.ItemOutOfCase($"{pointer}/entry"));
        if (!Has(J3, $"{pointer}/on", a.On) | !Has(J3, $"{pointer}/basis", a.Basis) | !Has(J3, $"{pointer}/source", a.Source)) return null;
        return words is null ? null : new ConcernStatement(words, a.On!.Value, a.Basis!.Value, a.Source!.Value) { Entry = a.Entry };
    });

    private MissingPermission? Permission()
    {
        if (command.Permission is not { } a || !Has(J5, "/permission/state", a.State)) return null;
        if (a.State == PermissionState.NotSought && !Has(J5, "/permission/notSought", a.NotSought)) return null;
        var named = a.Consent is { } id ? family.Consents.FindOwn(id, command.By.Agency) : null;
        if (a.Consent is not null && named is null) Contradict(ConsentRefusals.NotFound with { Pointer = "/permission/consent" });
        if (a.State != PermissionState.NotSought && a.NotSought is not null) Contradict(OverrideRefusals.NotSoughtOnly);
        Contradict(OnRecord().Refuse(a.State!.Value, named));
        return new MissingPermission(a.State.Value) { NotSought = a.State == PermissionState.NotSought ? a.NotSought : null, Consent = a.Consent, Answer = Note("/permission/answer", a.Answer) };
    }

    /// <summary>What is said later is held against the moment of the decision too: what was refused after it was not yet refused then.</summary>
    private PermissionOnRecord OnRecord()
    {
        List<ShareItemFacts> covered = [.. (command.Items ?? (share.Override is { } decided ? [.. decided.Items] : [])).Select(share.Item).OfType<ShareItemFacts>()];
        var named = (command.Persons ?? []).SelectMany(p => new[] { p.Adult, p.Child }).Concat(covered.Select(i => i.About)).OfType<PersonId>();
        return new(family, command.Births, share, DecidedAt, [.. share.Subjects.Union(named)], covered);
    }

    /// <summary>The moment of the decision, also for what is added to it.</summary>
    private DateTimeOffset DecidedAt => share.Override is null ? SharingDecider.MomentOf(command) : share.Since;

    private IReadOnlyList<ChildView>? Children() => Each(command.Children, (i, a) =>
    {
        var pointer = $"/children/{i}";
        if (!Has(J6, $"{pointer}/child", a.Child)) return null;
        MustBeKnown($"{pointer}/child", a.Child!.Value);
        var child = DataSubject.Of(a.Child.Value);
        if (Text.IsBlank(a.Wishes) && Text.IsBlank(a.WhyNotKnown)) return Missing<ChildView>(J6, $"{pointer}/wishes");
        return new ChildView(a.Child.Value)
        {
            Wishes = Note($"{pointer}/wishes", a.Wishes, child),
            WhyNotKnown = Note($"{pointer}/whyNotKnown", a.WhyNotKnown, child),
            Competence = Note($"{pointer}/competence", a.Competence, child),
        };
    });

    private OverridePurpose? Purpose()
    {
        if (command.Purpose is not { } a) return null;
        var text = Words(J7, "/purpose/text", a.Text);
        if (!Has(J7, "/purpose/code", a.Code) || text is null) return null;
        if (a.Code != share.Purpose) Contradict(OverrideRefusals.OtherPurpose);
        return new OverridePurpose(a.Code!.Value, text);
    }

    private Necessity? Necessity()
    {
        if (command.Necessity is not { } a) return null;
        var why = Words(J8, "/necessity/whyNeeded", a.WhyNeeded, least: Text.ShortestReason);
        var options = Each(a.OptionsConsidered, (i, option) => Words(J8, $"/necessity/optionsConsidered/{i}", option))!;
        if (a.OptionsConsidered.Count == 0) return Missing<Necessity>(J8, "/necessity/optionsConsidered");
        return why is null ? null : new Necessity(why, options);
    }

    private Proportionality? Proportionality() => command.Proportionality is not { } a ? null : new Proportionality(
        Words(J9, "/proportionality/harmIfShared", a.HarmIfShared, least: Text.ShortestReason),
        Words(J9, "/proportionality/harmIfNotShared", a.HarmIfNotShared, least: Text.ShortestReason),
        Words(J9, "/proportionality/conclusion", a.Conclusion, least: Text.ShortestReason));

    private IReadOnlyList<SpecialItem>? SpecialData() => Each(command.SpecialData, (i, a) =>
    {
        var pointer = $"/specialData/{i}";
        var why = Words(J10, $"{pointer}/whyNeeded", a.WhyNeeded);
        if (!Has(J10, $"{pointer}/item", a.Item) | !Has(J10, $"{pointer}/kind", a.Kind)) return null;
        if (share.Item(a.Item!.Value) is null) Contradict(SharingRefusals.ItemNotProposed($"{pointer}/item"));
        return why is null ? null : new SpecialItem(a.Item.Value, a.Kind!.Value, why);
    });

    private RecipientFunction? Recipient()
    {
        if (command.Recipient is not { } a) return null;
        var role = Words(J11, "/recipient/role", a.Role);
        var function = Words(J11, "/recipient/function", a.Function);
        if (!Has(J11, "/recipient/agency", a.Agency) || role is null || function is null) return null;
        if (a.Agency != share.Recipient) Contradict(OverrideRefusals.OtherRecipient);
        return new RecipientFunction(a.Agency!.Value, role, function);
    }

    /// <summary>A health, criminal or sexual item needs a route of Article 9 or 10 beside Article 6 (domain §2.6).</summary>
    private DataProtectionBasis? DataProtection()
    {
        if (command.DataProtection is not { } a) return null;
        var whole = Has(J12, "/dataProtection/article6", a.Article6);
        if (share.Items.Any(i => OverrideTests.IsSpecial(i.Category))) whole &= Has(J12, "/dataProtection/specialData", a.SpecialData);
        return whole ? a.Read() : null;
    }

    private StatuteClaim? Statute() => command.Statute is not { } a ? null : new StatuteClaim(a.Duty)
    {
        Reference = Note("/statute/reference", a.Reference),
        Verified = a.Verified,
        Relevant = a.Relevant,
        LimitedToFunction = a.LimitedToFunction,
        MoreDetrimentalToChild = a.MoreDetrimentalToChild,
        AtRiskOfHarm = a.AtRiskOfHarm,
        NeedsCareAndSupport = a.NeedsCareAndSupport,
    };

    private IReadOnlyList<OpennessDecision>? Openness()
    {
        if (command.Openness is not { } answers) return null;
        foreach (var person in ToDecideOn().Where(p => !answers.Any(a => a.Person == p)))
            _problems.Add(OverrideRefusals.NotDecidedOn(person));
        return Each(answers, (i, a) =>
        {
            var pointer = $"/openness/{i}";
            if (!Has(J15, $"{pointer}/person", a.Person) | !Has(J15, $"{pointer}/choice", a.Choice)) return null;
            MustBeKnown($"{pointer}/person", a.Person!.Value);
            if (answers.Take(i).Any(earlier => earlier.Person == a.Person)) Contradict(OverrideRefusals.DecidedTwice($"{pointer}/person"));
            var untold = a.Choice == Sharing.Openness.NotTold;
            if (untold && SharingDecider.WasTold(family, command.By.Agency, share.Id, a.Person.Value)) Contradict(OpennessRefusals.AlreadyInformed($"{pointer}/choice"));
            if (a.Choice == Sharing.Openness.ToldBefore && share.SentAt is not null && !WasToldFirst(a.Person.Value)) Contradict(OverrideRefusals.SentBeforeTold($"{pointer}/choice"));
            var text = untold ? Words(J15, $"{pointer}/text", a.Text) : Note($"{pointer}/text", a.Text);
            if ((untold && !Has(J15, $"{pointer}/reason", a.Reason)) | (a.Choice != Sharing.Openness.ToldBefore && !Has(J15, $"{pointer}/reviewBy", a.ReviewBy))) return null;
            if (a.ReviewBy is not null) Contradict(OpennessRules.RefuseReview($"{pointer}/reviewBy", a.ReviewBy, command));
            return new OpennessDecision(a.Person.Value, a.Choice!.Value) { Reason = a.Reason, Text = text, ReviewBy = a.ReviewBy };
        });
    }

    /// <summary>Whether an entry shows that somebody was told of this share while nothing of it was sent.</summary>
    private bool WasToldFirst(PersonId person) =>
        family.Sharing.Openness.Any(o => o.Told && o.Agency == share.Agency && o.Share == share.Id && o.Person == person && share.NotYetSent(o.At));

    /// <summary>As of the decision's own day, in it and later: who became a holder since then is for the next share.</summary>
    private List<PersonId> ToDecideOn() =>
        [.. OpennessRules.WhoIsTold(family, command.Births, share.Agency, share, LondonTime.DateOf(DecidedAt)).Where(t => t.MustBeDecided).Select(t => t.Person)];

    private SafetyOfOthers? SafetyOfOthers() =>
        command.SafetyOfOthers is { } a && Words(J16, "/safetyOfOthers/considered", a.Considered) is { } considered
            ? new SafetyOfOthers(considered) { Protection = Note("/safetyOfOthers/protection", a.Protection) }
            : null;

    private Accuracy? Accuracy()
    {
        if (command.Accuracy is not { } a || !Has(J17, "/accuracy/checkedCurrent", a.CheckedCurrent)) return null;
        MustHaveCome("/accuracy/oldestItem", a.OldestItem);
        return new Accuracy(a.CheckedCurrent!.Value, a.OldestItem) { Note = Note("/accuracy/note", a.Note) };
    }

    private Advice? Advice()
    {
        if (command.Advice is not { } a) return null;
        var taken = Each(a.Taken, (i, t) =>
            Words(J18, $"/advice/taken/{i}/said", t.Said) is { } said && Has(J18, $"/advice/taken/{i}/adviser", t.Adviser)
                ? new AdviceTaken(t.Adviser!.Value, said)
                : null)!;
        if (a.Taken.Count == 0 && Text.IsBlank(a.WhyNone)) return Missing<Advice>(J18, "/advice/whyNone");
        return new Advice(taken) { WhyNone = Note("/advice/whyNone", a.WhyNone) };
    }
}
