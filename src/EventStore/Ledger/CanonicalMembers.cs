namespace Safeguard.EventStore.Ledger;

/// <summary>
/// The members of the objects being written, a stack: an object's own members are on top when it ends. Kept apart
/// from the output because a name is compared unescaped, and is not always in the output that way.
/// </summary>
internal sealed class CanonicalMembers
{
    private Member[] _members = new Member[32];
    private byte[] _names = new byte[512];
    private byte[] _spare = new byte[1024];
    private int _namesLength;
    private readonly Comparison<Member> _byName;

    internal CanonicalMembers() => _byName = (left, right) => CompareUtf16(Name(left), Name(right));

    /// <summary>One member: where it stands in the output, where its name is, where it stood in the input.</summary>
    internal struct Member
    {
        internal int Start;
        internal int End;
        internal int NameStart;
        internal int NameLength;
        internal long Source;
    }

    internal int Count { get; private set; }

    internal void Clear() => (Count, _namesLength) = (0, 0);

    /// <summary>Notes a member that begins in the output at <paramref name="start"/>.</summary>
    /// <returns>Whether its name comes after that of the member before it in this object.</returns>
    internal bool Push(int first, int start, long source, ReadOnlySpan<byte> name)
    {
        if (Count == _members.Length)
        {
            Array.Resize(ref _members, Count * 2);
        }

        if (_names.Length - _namesLength < name.Length)
        {
            Array.Resize(ref _names, Math.Max(_names.Length * 2, _namesLength + name.Length));
        }

        name.CopyTo(_names.AsSpan(_namesLength));
        _members[Count] = new Member { Start = start, NameStart = _namesLength, NameLength = name.Length, Source = source };
        _namesLength += name.Length;
        Count++;
        return Count - 1 == first || CompareUtf16(Name(_members[Count - 2]), name) < 0;
    }

    /// <summary>The member pushed last (nested ones have been dropped again) ends here.</summary>
    internal void End(int position) => _members[Count - 1].End = position;

    /// <summary>Forgets the members of an object that has ended.</summary>
    internal void Drop(int first)
    {
        if (first < Count)
        {
            (Count, _namesLength) = (first, _members[first].NameStart);
        }
    }

    /// <summary>
    /// Puts the members from <paramref name="first"/> into order in <paramref name="content"/>, the object's inside.
    /// </summary>
    /// <returns>Where in the input a name stands for the second time; -1 when none does.</returns>
    internal long Order(int first, int contentStart, Span<byte> content)
    {
        var members = _members.AsSpan(first, Count - first);
        members.Sort(_byName);
        for (var i = 1; i < members.Length; i++)
        {
            if (Name(members[i]).SequenceEqual(Name(members[i - 1])))
            {
                return Math.Max(members[i].Source, members[i - 1].Source);
            }
        }

        if (_spare.Length < content.Length)
        {
            _spare = new byte[content.Length * 2];
        }

        content.CopyTo(_spare);
        var to = 0;
        foreach (ref readonly var member in members)
        {
            if (to > 0)
            {
                content[to++] = (byte)',';
            }

            var text = _spare.AsSpan(member.Start - contentStart, member.End - member.Start);
            text.CopyTo(content[to..]);
            to += text.Length;
        }

        return -1;
    }

    /// <summary>
    /// Order by UTF-16 code units (RFC 8785 §3.2.3) of names in UTF-8. The byte order is the same but for one case:
    /// characters beyond U+FFFF (first byte F0 and up) are surrogates in UTF-16, D800–DFFF, and so come before
    /// U+E000–U+FFFF (first byte EE, EF). No later byte of a character is that high.
    /// </summary>
    internal static int CompareUtf16(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var same = left.CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
        {
            return left.Length - right.Length;
        }

        var (l, r) = (left[same], right[same]);
        return l >= 0xEE && r >= 0xEE && (l >= 0xF0) != (r >= 0xF0) ? r - l : l - r;
    }

    private ReadOnlySpan<byte> Name(in Member member) => _names.AsSpan(member.NameStart, member.NameLength);
}
