using Safeguard.Domain.Documents;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Tests.Sharing;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Documents.SomeDocument;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Documents;

public sealed class RegisteringADocument
{
    private static readonly FamilyHistory Before = Family.Given(Household);

    [Fact]
    public void It_is_noted_with_owner_marking_type_size_and_keyed_hash() => Before.When(DocumentDecider.Decide, Register).Then(Registered);

    [Fact]
    public void It_may_be_another_agencys_and_about_nobody_in_particular() =>
        Before.When(DocumentDecider.Decide, Register with { Owner = SocialCare, OwnerAgency = SomeShare.RegisteredSocialCare, About = [] })
            .Then(Registered with { Owner = SocialCare, Envelope = JustNow() });

    [Fact]
    public void Its_type_is_kept_without_what_else_is_said_of_it() =>
        Before.When(DocumentDecider.Decide, Register with { MediaType = "Text/Plain; charset=utf-8" }).Then(Registered with { MediaType = "text/plain" });

    [Fact]
    public void A_repeat_changes_nothing() => Family.Given(Household, Registered).When(DocumentDecider.Decide, Register).ChangesNothing();

    [Fact]
    public void One_file_is_registered_once_by_each_agency_so_that_no_second_entry_bears_another_marking()
    {
        var again = Register with { Document = FamilyDocumentId.From(Uuid(0xD1)), HandlingMarking = HandlingMarking.NotMarked };
        Family.Given(Household, Registered).When(DocumentDecider.Decide, again).Refuses(DocumentRefusals.RegisteredAlready);
        // What another agency has registered is nothing that anybody learns here.
        Family.Given(Household, Registered.RecordedBy(SocialWorker)).When(DocumentDecider.Decide, again)
            .Then(Registered with { Document = again.Document, HandlingMarking = HandlingMarking.NotMarked });
    }

    [Fact]
    public void Without_a_marking_it_is_refused() =>
        Before.When(DocumentDecider.Decide, Register with { HandlingMarking = null }).Refuses(DocumentRefusals.MarkingRequired);

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Without_a_title_it_is_refused(string? title) =>
        Before.When(DocumentDecider.Decide, Register with { Title = title }).Refuses(DocumentRefusals.TitleRequired);

    [Fact]
    public void A_title_of_two_lines_is_refused() =>
        Before.When(DocumentDecider.Decide, Register with { Title = "One\nTwo" }).Refuses(TextRefusals.CharacterNotAllowed("/title", '\n', 3));

    [Theory]
    [InlineData("application/x-msdownload")]
    [InlineData("application/vnd.microsoft.portable-executable")]
    [InlineData("application/x-sh")]
    [InlineData("text/javascript")]
    [InlineData("text/html")]
    [InlineData("image/svg+xml")]
    [InlineData("application/zip")]
    [InlineData("application/vnd.ms-word.document.macroenabled.12")]
    [InlineData("application/pdf, application/x-sh")]
    [InlineData("pdf")]
    [InlineData("")]
    [InlineData(null)]
    public void A_type_that_can_run_and_one_that_nobody_knows_are_refused(string? type) =>
        Before.When(DocumentDecider.Decide, Register with { MediaType = type }).Refuses(DocumentRefusals.MediaTypeNotTaken);

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData(1_099_511_627_777L)]
    public void A_size_that_no_file_has_is_refused(long? size) =>
        Before.When(DocumentDecider.Decide, Register with { Size = size }).Refuses(DocumentRefusals.SizeNotPossible);

    [Fact]
    public void Without_a_hash_of_the_file_it_is_refused() =>
        Before.When(DocumentDecider.Decide, Register with { Hash = null }).Refuses(DocumentRefusals.Sha256Required);

    [Theory]
    [InlineData("", null)]
    [InlineData("abc", null)]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", null)]
    [InlineData("AB00000000000000000000000000000000000000000000000000000000000000", "ab00000000000000000000000000000000000000000000000000000000000000")]
    public void A_digest_is_64_hexadecimal_digits_in_either_case(string written, string? read) => Assert.Equal(read, FileDigest.Read(written));

    [Fact]
    public void An_owner_that_is_not_registered_is_refused() =>
        Before.When(DocumentDecider.Decide, Register with { Owner = School }).Refuses(SharingRefusals.UnknownAgency("/owner"));

    [Fact]
    public void Somebody_who_is_not_of_the_record_is_refused() =>
        Before.When(DocumentDecider.Decide, Register with { About = [Mother, Stranger] }).Refuses(Families.HouseholdRefusals.UnknownPerson("/about/1"));

    [Fact]
    public void Who_records_nothing_registers_nothing() =>
        Before.When(DocumentDecider.Decide, Register with { By = Worker with { Roles = [Role.IgOfficer] } }).Refuses(Families.RecordingRights.NotYoursToRecord);

    [Fact]
    public void A_late_entry_says_why() =>
        Before.When(DocumentDecider.Decide, Register with { Entry = new Entry { LearnedAt = Now.AddDays(-3), KnownFrom = KnownFrom.Document, Happened = Safeguard.Domain.Time.Happened.At(Now.AddDays(-3)) } })
            .Refuses(EntryRefusals.LateReasonRequired);
}
