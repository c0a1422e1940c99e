using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace AiSandbox.Guard.Gate;

/// <summary>The codes of an answer (RFC 1035, 4.1.1).</summary>
internal enum DnsCode
{
    None = 0,
    Malformed = 1,
    ServerFailure = 2,
    NoSuchName = 3,
    NotImplemented = 4,
    Refused = 5,
}

/// <summary>The types of record that are told apart.</summary>
internal static class DnsTypes
{
    public const ushort Address = 1;
    public const ushort Pointer = 12;
    public const ushort Address6 = 28;
    public const ushort IncrementalTransfer = 251;
    public const ushort Transfer = 252;

    public const ushort Internet = 1; // a class
}

/// <summary>What a question is answered with.</summary>
/// <param name="Code">The code; without one and without a record the name is there, and has no record of that type.</param>
/// <param name="Address">The address, of version 4 or 6.</param>
/// <param name="Pointer">The name of an address.</param>
/// <param name="Explanation">Why, for whoever asked with EDNS (RFC 8914).</param>
internal sealed record DnsAnswer(DnsCode Code, IPAddress? Address = null, string? Pointer = null, string? Explanation = null)
{
    private const int TimeToLive = 60; // seconds
    private const int Prohibited = 18; // RFC 8914, 4.19
    private const int MaximumExplanation = 200;
    private const ushort NameOfQuestion = 0xC000 | DnsQuery.HeaderBytes;

    /// <summary>There is such a name, and nothing of that type.</summary>
    public static DnsAnswer NoData { get; } = new(DnsCode.None);

    /// <summary>The message.</summary>
    /// <param name="message">The message with the question; only its header is used where that could not be read.</param>
    /// <param name="query">The question.</param>
    public byte[] Write(ReadOnlySpan<byte> message, DnsQuery query)
    {
        var isRead = query.End > 0;
        var hasRecord = Address is not null || Pointer is not null;
        var answer = new List<byte>(512);
        Add(BinaryPrimitives.ReadUInt16BigEndian(message));
        // A response; the operation and "recursion desired" as they were; recursion is there.
        answer.Add((byte)(0x80 | (message[2] & 0x79)));
        answer.Add((byte)(0x80 | (int)Code));
        Add(isRead ? 1 : 0);
        Add(hasRecord ? 1 : 0);
        Add(0);
        Add(isRead && query.HasEdns ? 1 : 0);
        if (!isRead)
            return [.. answer];

        answer.AddRange(message[DnsQuery.HeaderBytes..query.End]);
        if (hasRecord)
            AddRecord(Address is { } address ? address.GetAddressBytes() : Labels(Pointer!));
        if (query.HasEdns)
            AddEdns();
        return [.. answer];

        void Add(int word)
        {
            answer.Add((byte)(word >> 8));
            answer.Add((byte)word);
        }

        void AddRecord(byte[] data)
        {
            Add(NameOfQuestion);
            Add(query.Type);
            Add(query.Class);
            Add(0);
            Add(TimeToLive);
            Add(data.Length);
            answer.AddRange(data);
        }

        void AddEdns()
        {
            var text = Encoding.ASCII.GetBytes(Explanation is { Length: > MaximumExplanation } ? Explanation[..MaximumExplanation] : Explanation ?? "");
            answer.Add(0);
            Add(41);
            Add(1232); // what this side takes, as the Internet settled on
            Add(0);
            Add(0);
            Add(text.Length == 0 ? 0 : text.Length + 6);
            if (text.Length == 0)
                return;
            Add(15); // an extended error
            Add(text.Length + 2);
            Add(Prohibited);
            answer.AddRange(text);
        }
    }

    private static byte[] Labels(string name) =>
        [.. name.Split('.').SelectMany(label => Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length)), 0];
}
