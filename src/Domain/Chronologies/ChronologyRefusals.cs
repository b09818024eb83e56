namespace Safeguard.Domain.Chronologies;

/// <summary>What a chronology's file can be refused for as a whole. A row that cannot be read is set aside, and the rest taken.</summary>
public static class ChronologyRefusals
{
    public static readonly Refusal TooManyRows = Refusal.Content("TOO_MANY_ROWS",
        $"A file holds {ChronologyDecider.MostRows} rows at most.", null, "design D10", "Hand it in in parts: rows that came already are not taken twice.");

    public static readonly Refusal NoRows = Refusal.Content("NO_ROWS",
        "The file has no row below its names.", null, "domain §4", "Add a row for each thing that happened.");

    public static readonly Refusal NotUtf8 = Refusal.Content("NOT_UTF8",
        "The file is not a text in UTF-8.", null, "domain §6 row 88", "Save it as “CSV UTF-8”.");

    public static readonly Refusal SourceRequired = Refusal.Content("UNKNOWN_AGENCY",
        "It is not said whose chronology this is, or no registered agency has that code.", "source", "domain §2.9", "Name the agency: ?source=luton-csc.");

    public static readonly Refusal EntriesRequired = Refusal.Content("ENTRIES_REQUIRED",
        "No row is named that should be withdrawn.", "/entries", "domain §2.10", "Take the ids from the review's chronology: imported.event.");

    public static readonly Refusal TooManyEntries = Refusal.Content("TOO_MANY_ENTRIES",
        $"At most {ChronologyDecider.Part} rows are withdrawn at once.", "/entries", "design D10", "Withdraw the rest afterwards.");

    public static Refusal UnknownEntry(string pointer) => Refusal.Content("UNKNOWN_ENTRY",
        "No row that was handed in to this review has this id.", pointer, "domain §2.10", "Take the id from the review's chronology: imported.event.");

    public static readonly Refusal ReasonRequired = Refusal.Content("TEXT_REQUIRED",
        "Nothing says why.", "/reason", "domain §2.10", "Say in a sentence why these rows are not to be counted.");

    public static Refusal ColumnTwice(string column) => Refusal.Content("COLUMN_TWICE",
        "Two columns have the same name.", column, "domain §6 row 88", "Give each column a name of its own.");

    public static Refusal ColumnRequired(string column) => Refusal.Content("COLUMN_REQUIRED",
        "A column that is needed is missing.", column, "domain §4, reviewer chronology", "Name it in the first row.");

    public static Refusal ColumnUnknown(int place, IReadOnlyList<string> known) => Refusal.Content("COLUMN_UNKNOWN",
        $"The name of column {place} is none of those that are read.", $"column {place}", "domain §4, reviewer chronology", $"Name it one of these, or take it out: {string.Join(", ", known)}.");

    public static Refusal NotCsv(long row) => Refusal.Content("NOT_CSV",
        $"Row {row} is not in the form of a CSV file: a quotation mark does not fit, or it has more or fewer cells than there are names.", $"row {row}", "RFC 4180",
        "Open the file in a spreadsheet and save it as “CSV UTF-8” once more.");
}
