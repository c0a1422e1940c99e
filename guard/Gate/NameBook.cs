using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace AiSandbox.Guard.Gate;

/// <summary>
/// Which address of 198.18.0.0/15 stands for which name. The address follows from the name, so that it is the same after a
/// restart. It decides nothing but which name is asked for: an address that is out of date can fail, and open nothing.
/// </summary>
internal sealed class NameBook(TimeProvider time)
{
    /// <summary>
    /// The most names below one domain of the list. Whoever may invent names takes no place from another entry's.
    /// </summary>
    public const int Share = 1024;

    /// <summary>The most names below all domains together. The rest of the range is for names that the list spells out.</summary>
    public const int MostInvented = 16 * 1024;

    private const int Size = 1 << 17;
    private const uint First = 198u << 24 | 18u << 16;

    private readonly Lock _using = new();
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Place>> _shares = new(StringComparer.Ordinal);
    private readonly Place?[] _slots = new Place?[Size];
    private int _invented;

    /// <summary>How long an address stays a name's after it was last told or dialled.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromMinutes(5);

    /// <summary>The address of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="entry">The entry of the list that covers it.</param>
    /// <returns>Null where the entry has used up its share for now: an address never changes hands early.</returns>
    public IPAddress? Take(string name, string entry)
    {
        lock (_using)
        {
            if (!_places.TryGetValue(name, out var place) && (place = Add(name, entry)) is null)
                return null;
            place.Used = time.GetTimestamp();
            return AddressOf(place.Slot);
        }
    }

    /// <summary>The name that an address was told for.</summary>
    /// <param name="address">The address.</param>
    /// <param name="isDialled">Whether it is used by that, and not only looked at.</param>
    public string? Find(IPAddress address, bool isDialled)
    {
        lock (_using)
        {
            if (SlotOf(address) is not { } slot || _slots[slot] is not { } place)
                return null;
            if (isDialled)
                place.Used = time.GetTimestamp();
            return place.Name;
        }
    }

    private Place? Add(string name, string entry)
    {
        // The domain itself can be invented by nobody.
        var share = entry.StartsWith('.') && name.Length >= entry.Length ? ShareOf(entry) : null;
        if (share is not null && (share.Count >= Share || _invented >= MostInvented) && !TryFree(share))
            return null;
        if (_places.Count >= Size - 2 || FreeSlot(name) is not { } slot)
            return null;

        var place = new Place(name, slot);
        _places.Add(name, place);
        _slots[slot] = place;
        if (share is not null)
        {
            share.Add(place);
            _invented++;
        }

        return place;
    }

    private List<Place> ShareOf(string entry)
    {
        if (!_shares.TryGetValue(entry, out var share))
            _shares.Add(entry, share = []);
        return share;
    }

    private bool TryFree(List<Place> share)
    {
        if (share.MinBy(place => place.Used) is not { } oldest || time.GetElapsedTime(oldest.Used) < Kept)
            return false;
        share.Remove(oldest);
        _places.Remove(oldest.Name);
        _slots[oldest.Slot] = null;
        _invented--;
        return true;
    }

    // Neither the first nor the last address of the range: some programs take these for a network's own.
    private int? FreeSlot(string name)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(name));
        var start = (int)(BinaryPrimitives.ReadUInt32BigEndian(hash) % (Size - 2));
        for (var step = 0; step < Size - 2; step++)
        {
            var slot = ((start + step) % (Size - 2)) + 1;
            if (_slots[slot] is null)
                return slot;
        }

        return null;
    }

    private static IPAddress AddressOf(int slot)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, First + (uint)slot);
        return new IPAddress(bytes);
    }

    private static int? SlotOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[4];
        if (!address.TryWriteBytes(bytes, out var count) || count != 4)
            return null;
        var slot = BinaryPrimitives.ReadUInt32BigEndian(bytes) - First;
        return slot < Size ? (int)slot : null;
    }

    private sealed class Place(string name, int slot)
    {
        public string Name => name;

        public int Slot => slot;

        public long Used { get; set; }
    }
}
