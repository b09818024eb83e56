using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;

namespace Safeguard.Host.Demonstration;

public static partial class SomersetHouseholds
{
    /// <summary>Invented people: a family name and a given name from two short lists. Every script; now and then a single name.</summary>
    private static PersonName Name(string family, Sex sex, int turn) =>
        turn % 97 == 41
            ? new PersonName(null, SingleNames[turn % SingleNames.Length])
            : new PersonName(family, sex == Sex.Female ? GirlsAndWomen[turn % GirlsAndWomen.Length] : BoysAndMen[turn % BoysAndMen.Length]);

    private static readonly string[] FamilyNames =
    [
        "Larkspur", "O'Neill", "Withy", "Combe", "Nguyễn", "Sedgemoor", "Quantock", "Kowalczyk", "Tarr", "Hembrow",
        "Mac Giolla", "Okonkwo", "Brean", "Levels", "Павленко", "Chedzoy", "Ó Súilleabháin", "Pollard-Reyes", "Isle", "Haddad",
        "حداد", "Poldark", "Farr", "Szymańska", "Burrow", "李", "Dunster", "Ferrão", "Vellow", "Coate",
        "D'Souza", "Merrick", "Yeo", "Ashcott", "Rodden", "Çelik", "Wraxall",
    ];

    private static readonly string[] GirlsAndWomen =
    [
        "Ada", "Bryony", "Siân", "Chloë", "Dilys", "Edie", "Fatima", "Gwen", "Hettie", "Iris", "Олена", "Jo",
        "Keziah", "Lowenna", "Małgorzata", "Nia", "Oluchi", "Poppy", "Quyên", "Róisín", "Saffron", "ليلى", "Una", "Zoë", "美玲",
    ];

    private static readonly string[] BoysAndMen =
    [
        "Alfie", "Ben", "Callum", "Dafydd", "Emeka", "Finn", "Grzegorz", "Huw", "Idris", "Jago", "Kit", "Łukasz",
        "Morgan", "Niall", "Owen", "Piran", "Rhys", "Seán", "Тарас", "Umar", "Vikram", "يوسف", "Wilf", "Xavi", "志明",
    ];

    private static readonly string[] SingleNames = ["Amara", "Bo", "Suharto", "Tenzin", "Y"];

    private static readonly string[] Streets =
        ["Withy Close", "Rhyne Lane", "Teasel Road", "Old Peat Drove", "Kingcup Way", "Basket Yard", "Heron Terrace", "Cider Mill Court", "Blackdown View"];
}
