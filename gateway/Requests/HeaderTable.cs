namespace AiSandbox.Gateway.Requests;

/// <summary>The headers that pass. A table of what may is never behind the next name for a credential.</summary>
internal static class HeaderTable
{
    // The client's own words about itself and its request. Accept-Encoding is none of them: an answer is read.
    private static readonly string[] Asked =
    [
        "accept", "user-agent", "anthropic-version", "anthropic-beta", "openai-beta", "x-stainless-", "x-goog-api-client", "x-app", "x-claude-code-", "originator",
        "session_id", "session-id", "conversation_id", "thread-id", "x-codex-", "x-client-request-id", "version", "git-protocol", "x-gemini-",
    ];

    private static readonly string[] Answered =
    [
        "cache-control", "expires", "pragma", "retry-after", "request-id", "x-request-id", "x-should-retry", "anthropic-ratelimit-", "x-ratelimit-", "openai-processing-ms",
        "openai-model", "x-codex-", "date", "www-authenticate",
    ];

    private static readonly string[] Content = ["content-type", "content-language"];

    /// <summary>Whether a client's header goes along.</summary>
    public static bool IsAsked(string name) => Has(Asked, name);

    /// <summary>Whether a vendor's header goes back.</summary>
    public static bool IsAnswered(string name) => Has(Answered, name) || Has(Content, name);

    /// <summary>Whether it belongs to a body.</summary>
    public static bool IsOfContent(string name, bool isEncoded) =>
        Has(Content, name) || (isEncoded && name.Equals("content-encoding", StringComparison.OrdinalIgnoreCase));

    // A name that ends with a dash stands for all that begin so.
    private static bool Has(string[] table, string name) => Array.Exists(
        table, entry => entry.EndsWith('-') ? name.StartsWith(entry, StringComparison.OrdinalIgnoreCase) : name.Equals(entry, StringComparison.OrdinalIgnoreCase));
}
