using AiSandbox.Guard.Configuration;

namespace AiSandbox.Gateway.Configuration;

/// <summary>How strict it is, as compose.yaml says it: each word once, none has a default.</summary>
/// <param name="OnlyListed">Whether only the methods, paths and queries pass that a vendor's table has.</param>
/// <param name="IsScanned">Whether an answer with the key in it is cut.</param>
/// <param name="RefusesRedirects">Whether an answer that leads elsewhere is refused, and not followed.</param>
/// <param name="RefusesHostedTools">Whether a body is refused that has the vendor fetch or call something.</param>
internal sealed record GatewayWords(bool OnlyListed, bool IsScanned, bool RefusesRedirects, bool RefusesHostedTools)
{
    /// <summary>Reads <c>paths=listed answers=scanned redirects=refused hosted-tools=refused</c>.</summary>
    /// <exception cref="ConfigurationException">A word is missing, there twice, or not known.</exception>
    public static GatewayWords Parse(IReadOnlyList<string> words)
    {
        var read = new GatewayWords(Is("paths", "listed", "any"), Is("answers", "scanned", "any"), Is("redirects", "refused", "followed"), Is("hosted-tools", "refused", "any"));
        return words.Count == 4 ? read : throw new ConfigurationException("gateway needs paths=, answers=, redirects= and hosted-tools=, and nothing else.");

        bool Is(string name, string strict, string open)
        {
            var values = words.Where(word => word.StartsWith($"{name}=", StringComparison.Ordinal)).Select(word => word[(name.Length + 1)..]).ToList();
            return values is [var value] && (value == strict || value == open)
                ? value == strict
                : throw new ConfigurationException($"gateway needs {name}={strict} or {name}={open}, once.");
        }
    }
}
