namespace AiSandbox.Policy;

/// <summary>Whether an entry lets more through than the one who is named: names of anybody, or hosts that hand on.</summary>
internal static class Breadth
{
    private const string OrBroad = "Name the hosts; or add `broad` if that is meant.";

    /// <summary>What is wrong; nothing where <c>broad</c> says that it is meant.</summary>
    public static IEnumerable<Complaint> Check(NameReading name, EntryOptions options, int start, PublicSuffixList suffixes)
    {
        if (options.Broad)
            yield break;

        var relay = Relays.Known.Of(name.Name, name.IncludesSubdomains);
        if (relay is not null)
        {
            yield return Complaint.Warning(start, RuleIds.Relay,
                $"{relay.Spelling} is {relay.Why}, and so carries data out. List another host; or add `broad` if that is meant.");
        }

        if (!name.IncludesSubdomains)
            yield break;

        if (suffixes.Contains(name.Name))
        {
            yield return Complaint.Fatal(start, RuleIds.PublicSuffix,
                $"Anybody can register a name below .{name.Name}, and so carry data out. {OrBroad}");
        }
        else if (suffixes.Below(name.Name) is { } below)
        {
            yield return Complaint.Warning(start, RuleIds.ContainsSuffix,
                $"Anybody can have a name below {below}, which this entry allows. {OrBroad}");
        }

        if (relay is null && !suffixes.Contains(name.Name) && Relays.Known.Below(name.Name) is [var first, ..] held)
        {
            var others = held.Count > 1 ? $", and {held.Count - 1} more like it" : "";
            yield return Complaint.Warning(start, RuleIds.Relay,
                $"This entry allows {first.Spelling}, which is {first.Why}{others}. {OrBroad}");
        }
    }
}
