namespace Safeguard.Projections;

/// <summary>What each figure of the caseload audit means, in plain English and under the figure's own name (SOM-13).</summary>
internal static class CaseloadDefinitions
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["period"] =
            "Both days included. Somebody counts if they lived in the household on at least one day of the period; what counts of them is what the record says of the last such day.",
        ["households"] =
            "Households in which, in the period, at least one child lived with at least one adult whose use of drugs or alcohol is recorded as current misuse, or as misuse in the past with the present uncertain. Living there part time counts, for child and adult. Contact only, not resident and not known do not.",
        ["children"] =
            "People under 18 on the period's last day who are recorded as children of a counted household and lived there full or part time. Somebody who lives in two counted households is one child.",
        ["adults"] =
            "Adults who lived in a counted household, full or part time, whatever their own use. Somebody who lives in two counted households is one adult.",
        ["status"] =
            "An adult's newest recorded status on the last day of the period on which they lived there: the newest by the day from which it holds, whichever agency recorded it. An adult of whom no status is recorded counts as not known.",
        ["allMisusing"] =
            "At least one adult lived there and every adult, full or part time, is recorded as currently misusing. One adult of uncertain status takes the household out of this class.",
        ["atLeastOneNot"] =
            "At least two adults lived there; at least one is recorded as not misusing, and at least one as misusing currently or in the past with the present uncertain.",
        ["uncertain"] =
            "Counted households that are in neither of the two classes: for example a lone adult whose present misuse is uncertain, or one who misuses beside one whose status is uncertain, not known or in the past and resolved. The 2011 source leaves them out; here the three classes add up to the total.",
        ["noAdultRecorded"] =
            "Households with a child and no adult recorded as living there. They are no part of the total, since of no adult is misuse recorded, and not of “all misusing”, since “all” of nobody says nothing.",
        ["childrenInTwoClasses"] =
            "Children who live part of the time in households of different classes. They are one child in the total and one in each class, so the classes' children less this number are the total.",
        ["oneAdultHouseholds"] = "Counted households in which exactly one adult lived.",
        ["twoAdultHouseholds"] = "Counted households in which exactly two adults lived.",
        ["adultsInTwoAdultHouseholds"] = "The adults of those households.",
        ["multiAdultHouseholds"] = "Counted households in which more than one adult lived: all that are not one-adult households.",
        ["multiAdultHouseholdsAllMisusing"] = "Of those, the ones in which every adult is recorded as currently misusing.",
        ["singleChildHouseholds"] = "Counted households in which exactly one child lived.",
        ["childrenInSingleChildHouseholds"] = "The children of those households.",
        ["childrenUnder1"] = "Counted children whose first birthday is after the period's last day.",
        ["childrenUnder4"] = "Counted children whose fourth birthday is after the period's last day (“under fours”).",
        ["childrenByAge"] = "Counted children by age in whole years on the period's last day, where it is certain.",
        ["mostCommonAge"] = "The age of most children; left out where two ages share the lead.",
        ["birthUnknown"] = "Counted children of whom neither day nor month of birth is known. They are in no age band.",
        ["birthMonthOnly"] =
            "Counted children of whom only year and month of birth are known, and who may or may not have had this year's birthday by the period's last day. They are in an age band only where both ages are.",
        ["fullTimeChildren"] = "Counted children who lived full time in a counted household.",
        ["partTimeChildren"] = "Counted children who lived part time in every counted household they lived in.",
        ["mappablePostcodes"] = "Counted households whose address on the period's last day has a real postcode in a known area. No fixed abode does not.",
        ["notMappable"] = "Counted households with no fixed abode, an unknown address, none recorded, or a postcode in no known area.",
        ["mostDeprived"] =
            "Households with a mappable postcode whose area is in the most deprived tenth of its index of deprivation. The percentage is of mappable households, not of all. Left out where more than one index or edition was used.",
        ["mostDeprivedByIndex"] = "The same for each index and edition; the percentage is of the households with a tenth of that edition.",
        ["mainSubstance"] =
            "Of the adults who misuse, or did and may still, by class: the recorded main substance; where none is, alcohol, drugs or both by the substances recorded.",
        ["agencies"] = "Agencies that recorded something of a counted household. A household known to two agencies is counted once and listed for both.",
        ["percentages"] = "Count, whole and percentage to one decimal, halves up. Over an empty whole: no data.",
    };

    public static IReadOnlyList<string> Notes { get; } =
    [
        "Every count is “at least”: agencies that recorded nothing, and adults nobody asked, are missing from it.",
        "A household of which two records were opened counts twice until they are linked; agencies that work on one record are counted once.",
        "Figures that a treatment provider returns for its own clients are of another kind and are never added to these.",
        "All misusing, at least one not, and uncertain add up to the households counted; one-adult and more-than-one-adult households do too.",
        "The 2011 Somerset strategy prints 109 households with more than one adult; its own 242 less 134 one-adult households are 108. Figures here are computed and never forced to a printed one.",
        "The same strategy leaves 44 children in 25 households out of its two classes without saying so; here they are the class “uncertain”.",
    ];
}
