using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Suggest;

/// <summary>The part of a name that somebody has registered: what names are grouped by.</summary>
public static class RegistrableDomain
{
    /// <summary>The name's public suffix and the label before it; the name itself where it is a suffix.</summary>
    public static string Of(string name, PublicSuffixList suffixes)
    {
        var registrable = name;
        for (var rest = name; !suffixes.Contains(rest);)
        {
            registrable = rest;
            var dot = rest.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0)
                break;

            rest = rest[(dot + 1)..];
        }

        return registrable;
    }
}
