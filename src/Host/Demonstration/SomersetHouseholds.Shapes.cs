using System;
using System.Collections.Generic;
using System.Linq;
using Safeguard.Domain.Families;

namespace Safeguard.Host.Demonstration;

public static partial class SomersetHouseholds
{
    private enum Kind
    {
        AllMisusing,
        AtLeastOneNot,
        Uncertain,
    }

    /// <summary>How many adults and children a household has, and in which class of the audit it falls.</summary>
    /// <param name="Place">Its place among those of its class.</param>
    private sealed record Shape(Kind Kind, int Place, int Adults, int Children);

    /// <summary>
    /// 242 shapes. One-adult households 119 + 15 = 134; of two adults 35 + 58 + 8 = 101; of three 1 + 2 + 1 = 4; of
    /// four 2 + 1 = 3: 360 adults. One child in 79 + 31 + 12 = 122; children 271 + 118 + 44 = 433.
    /// </summary>
    private static List<Shape> Shapes()
    {
        Shape[] all =
        [
            .. Of(Kind.AllMisusing, step: 64, adults: [(119, 1), (35, 2), (1, 3)], children: [(79, 1), (47, 2), (20, 3), (7, 4), (2, 5)]),
            .. Of(Kind.AtLeastOneNot, step: 25, adults: [(58, 2), (2, 3), (2, 4)], children: [(31, 1), (13, 2), (12, 3), (5, 4), (1, 5)]),
            .. Of(Kind.Uncertain, step: 7, adults: [(15, 1), (8, 2), (1, 3), (1, 4)], children: [(12, 1), (8, 2), (4, 3), (1, 4)]),
        ];
        // 75 shares no divisor with 242, so that every shape comes once and the classes lie mixed.
        return [.. Enumerable.Range(0, all.Length).Select(i => all[i * 75 % all.Length])];
    }

    /// <param name="step">Shares no divisor with the number of households: spreads the children over the adults.</param>
    private static IEnumerable<Shape> Of(Kind kind, int step, (int Times, int Size)[] adults, (int Times, int Size)[] children)
    {
        var (grown, small) = (Spread(adults), Spread(children));
        return grown.Select((size, place) => new Shape(kind, place, size, small[place * step % small.Count]));

        static List<int> Spread((int Times, int Size)[] sizes) => [.. sizes.SelectMany(s => Enumerable.Repeat(s.Size, s.Times))];
    }

    /// <summary>Children by age on 23 September 2010: 26 under one, 121 under four, and more of three than of any other.</summary>
    private static readonly int[] ChildrenByAge = [26, 28, 30, 37, 30, 29, 28, 26, 25, 24, 23, 22, 21, 20, 19, 17, 15, 13];

    /// <summary>
    /// The children's days of birth, household after household. 433 is prime and 97 steps through all of them, so that
    /// brothers and sisters are at least a year apart.
    /// </summary>
    private static List<DateOnly> Births()
    {
        List<DateOnly> youngestFirst = [.. ChildrenByAge.SelectMany((count, age) => Enumerable.Range(0, count).Select(i => Birth(age, i, count)))];
        return [.. Enumerable.Range(0, youngestFirst.Count).Select(i => youngestFirst[i * 97 % youngestFirst.Count])];
    }

    /// <summary>
    /// A day within the year of that age, spread evenly. Below five no September: where only the month is known, the
    /// age on 23 September of those born in one could not be told, and the young ages are what the audit prints.
    /// </summary>
    private static DateOnly Birth(int age, int place, int count)
    {
        var first = new DateOnly(2009 - age, 9, 24);
        var last = new DateOnly(2010 - age, 9, 23);
        if (age < 5) (first, last) = (new DateOnly(2009 - age, 10, 1), new DateOnly(2010 - age, 8, 31));
        return first.AddDays(place * (last.DayNumber - first.DayNumber) / Math.Max(1, count - 1));
    }

    /// <summary>The households whose children live there part of the time: 69 of 433 children, brothers and sisters together.</summary>
    private static HashSet<int> PartTime(List<Shape> shapes)
    {
        const int Children = 433 - 364;
        var (left, chosen) = (Children, new HashSet<int>());
        for (var i = 0; i < shapes.Count && left > 0; i++)
        {
            var household = i * 31 % shapes.Count;
            if (shapes[household].Children > left || !chosen.Add(household)) continue;
            left -= shapes[household].Children;
        }
        return chosen;
    }

    private static SomersetUse Use(int household, int place, Shape shape) => shape.Kind switch
    {
        Kind.AllMisusing => Misusing(SubstanceUseStatus.Current, Mixed[(household + place * 3) % Mixed.Length], household + place),
        Kind.AtLeastOneNot when place == shape.Place % 2 =>
            Misusing(shape.Place % 8 == 5 ? SubstanceUseStatus.PastUncertain : SubstanceUseStatus.Current, MoreAlcohol[shape.Place % MoreAlcohol.Length], household),
        Kind.AtLeastOneNot => new SomersetUse(SubstanceUseStatus.NotMisusing),
        Kind.Uncertain when shape.Adults == 1 || place == 1 && shape.Place % 2 == 0 || place > 1 =>
            Misusing(SubstanceUseStatus.PastUncertain, Mixed[household % Mixed.Length], household),
        Kind.Uncertain when place == 1 => new SomersetUse(SubstanceUseStatus.NotKnown),
        _ => Misusing(shape.Place % 3 == 0 ? SubstanceUseStatus.PastUncertain : SubstanceUseStatus.Current, Mixed[household % Mixed.Length], household),
    };

    private static SomersetUse Misusing(SubstanceUseStatus status, Substance main, int turn)
    {
        var second = turn % 4 == 1 ? main == Substance.Alcohol ? Substance.Cannabis : Substance.Alcohol : main;
        var current = status == SubstanceUseStatus.Current;
        return new SomersetUse(status)
        {
            Primary = main,
            Substances = second == main ? [main] : [main, second],
            Pattern = !current ? null : main switch
            {
                Substance.Opiate or Substance.Benzodiazepine => UsePattern.Dependent,
                Substance.Crack or Substance.Cocaine => UsePattern.Chaotic,
                Substance.Alcohol => turn % 2 == 0 ? UsePattern.Dependent : UsePattern.Binge,
                _ => UsePattern.Recreational,
            },
            Consequences = !current ? [] : turn % 3 == 0 ? [Consequences[turn % Consequences.Length], Consequence.SocialOrInterpersonal] : [Consequences[turn % Consequences.Length]],
        };
    }

    private static readonly Substance[] Mixed =
    [
        Substance.Opiate, Substance.Alcohol, Substance.Cannabis, Substance.Opiate, Substance.Alcohol, Substance.Crack,
        Substance.Opiate, Substance.Cannabis, Substance.Alcohol, Substance.Benzodiazepine, Substance.Cocaine,
    ];

    /// <summary>Where one adult does not misuse, the others misuse alcohol more often than drugs (SOM-20).</summary>
    private static readonly Substance[] MoreAlcohol =
        [Substance.Alcohol, Substance.Opiate, Substance.Alcohol, Substance.Alcohol, Substance.Cannabis, Substance.Alcohol, Substance.Alcohol, Substance.Opiate, Substance.Alcohol];

    private static readonly Consequence[] Consequences = [Consequence.Physical, Consequence.Psychological, Consequence.Financial, Consequence.Legal];
}
