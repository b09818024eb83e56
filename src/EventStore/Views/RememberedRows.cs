namespace Safeguard.EventStore.Views;

/// <summary>
/// The rows that a build touched last, so that most of a page's need not be asked for, and so that the next page can be
/// folded while this one is still being stored. Bounded: what was not touched for a while is forgotten, never what the
/// last two pages touched.
/// </summary>
/// <param name="limit">Of stored bytes, twice: what is recent, and what was so before. What they were made into takes some times as much.</param>
internal sealed class RememberedRows(long limit)
{
    private const int Overhead = 200;
    private Dictionary<string, NewestRow> _recent = [], _before = [];
    private long _size;

    /// <summary>Begins a page: forgets what is neither recent nor was before.</summary>
    public void Turn()
    {
        if (_size < limit) return;
        (_before, _recent, _size) = (_recent, [], 0);
    }

    public NewestRow? Find(string key) => _recent.GetValueOrDefault(key) ?? _before.GetValueOrDefault(key);

    public void Remember(NewestRow row)
    {
        _recent[row.Key] = row;
        _size += Overhead + (row.Data?.Length ?? 0);
    }
}
