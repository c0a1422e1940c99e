using System.Globalization;
using System.Net;
using AiSandbox.Guard.Allowed;
using AiSandbox.Guard.Protocol;

namespace AiSandbox.Guard.Gate;

/// <summary>
/// Answers names out of the lists. It forwards nothing, so that no name carries anything out: what is listed gets an address
/// of the book, and a name that is not is told to be none.
/// </summary>
/// <param name="services">The names of what stands beside the workspace, in its own network.</param>
internal sealed class Resolver(
    Func<AllowedNames> lists, Func<NameList> services, NameBook book, IReadOnlyDictionary<string, EngineAddress> engine, RefusalLog refusals)
{
    private const string Local = "localhost";
    private const string Reverse = ".in-addr.arpa";
    private const string Reverse6 = ".ip6.arpa";

    /// <summary>Answers a message.</summary>
    /// <returns>The answer; null where it gets none.</returns>
    public async ValueTask<byte[]?> AnswerAsync(ReadOnlyMemory<byte> message)
    {
        if (DnsQuery.Read(message.Span, out var query) is not { } code)
            return null;
        var answer = code == DnsCode.None ? await AnswerAsync(query) : new DnsAnswer(code);
        return answer.Write(message.Span, query);
    }

    private async ValueTask<DnsAnswer> AnswerAsync(DnsQuery query)
    {
        if (query.Class != DnsTypes.Internet || query.Type is DnsTypes.Transfer or DnsTypes.IncrementalTransfer)
            return new DnsAnswer(DnsCode.Refused);
        if (query.Name is not { } name)
            return new DnsAnswer(DnsCode.NoSuchName);
        if (name.EndsWith(Reverse, StringComparison.Ordinal) || name.EndsWith(Reverse6, StringComparison.Ordinal))
            return Pointer(name, query.Type);
        if (name == Local)
            return Own(query.Type);
        if (engine.TryGetValue(name, out var own))
            return query.Type != DnsTypes.Address ? DnsAnswer.NoData : await AskAsync(own);
        // Of one label, so that none stands in for a listed domain.
        if (!name.Contains('.') && services().Find(name) is not null)
            return query.Type != DnsTypes.Address ? DnsAnswer.NoData : new DnsAnswer(DnsCode.None, IPAddress.Loopback);

        return Listed(name, query.Type);
    }

    private DnsAnswer Listed(string name, ushort type)
    {
        var names = lists();
        if ((names.Find(name, PortText.Https) ?? names.Find(name, PortText.Ssh)) is not { } entry)
        {
            refusals.Write(name);
            return new DnsAnswer(DnsCode.NoSuchName, Explanation: $"not in allowed-sites.txt: why-blocked {name}");
        }

        if (type != DnsTypes.Address)
            return DnsAnswer.NoData;
        return book.Take(name, entry) is { } address
            ? new DnsAnswer(DnsCode.None, address)
            : new DnsAnswer(DnsCode.ServerFailure, Explanation: $"too many names below {entry} for now");
    }

    // Where the engine is silent the next resolver in the workspace's list may do better.
    private static async Task<DnsAnswer> AskAsync(EngineAddress own) => await own.FindAsync() is { } address
        ? new DnsAnswer(DnsCode.None, address)
        : new DnsAnswer(DnsCode.ServerFailure);

    private static DnsAnswer Own(ushort type) => type switch
    {
        DnsTypes.Address => new DnsAnswer(DnsCode.None, IPAddress.Loopback),
        DnsTypes.Address6 => new DnsAnswer(DnsCode.None, IPAddress.IPv6Loopback),
        _ => DnsAnswer.NoData,
    };

    private DnsAnswer Pointer(string name, ushort type)
    {
        var parts = name.EndsWith(Reverse, StringComparison.Ordinal) ? name[..^Reverse.Length].Split('.') : [];
        if (parts.Length != 4 || !Array.TrueForAll(parts, IsByte))
            return new DnsAnswer(DnsCode.NoSuchName);

        var address = new IPAddress([.. parts.Reverse().Select(part => byte.Parse(part, CultureInfo.InvariantCulture))]);
        if (book.Find(address, isDialled: false) is not { } found)
            return new DnsAnswer(DnsCode.NoSuchName);
        return type == DnsTypes.Pointer ? new DnsAnswer(DnsCode.None, Pointer: found) : DnsAnswer.NoData;
    }

    private static bool IsByte(string part) => byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
