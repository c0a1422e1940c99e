using System.Globalization;
using System.Text.RegularExpressions;

namespace AiSandbox.Host.Model.Identity;

/// <summary>Who a commit is by.</summary>
/// <param name="Name">A name that git takes.</param>
/// <param name="Email">An address that git and an allowed_signers file take.</param>
public sealed partial record GitIdentity(string Name, string Email)
{
    /// <summary>What is wrong with a name, or <see langword="null"/>.</summary>
    public static string? FaultInName(string name) => name switch
    {
        _ when string.IsNullOrWhiteSpace(name) => "a name cannot be empty.",
        _ when HasControl(name) => "a name cannot have line breaks or control characters.",
        _ when name.AsSpan().ContainsAny('<', '>') => "git allows no < and > in a name.",
        // Git cuts these off at both ends, and refuses a name that has nothing else.
        _ when name.All(c => c is <= ' ' or '.' or ',' or ':' or ';' or '"' or '\\' or '\'') =>
            "a name needs a letter or a digit.",
        _ => null,
    };

    /// <summary>What is wrong with an address, or <see langword="null"/>.</summary>
    public static string? FaultInEmail(string email) =>
        !HasControl(email) && Address().IsMatch(email)
            ? null
            : "an address has the form name@domain, as in you@example.com.";

    private static bool HasControl(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(text, i) is UnicodeCategory.Control or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate)
            {
                return true;
            }

            if (char.IsSurrogatePair(text, i))
                i++;
        }

        return false;
    }

    // Narrower than RFC 5322: a line of allowed_signers begins with the address, where spaces and commas separate, # is
    // a comment, quotes quote, and * ? ! are patterns (PATTERNS in ssh_config(5)).
    [GeneratedRegex(
        """\A[^\s@<>()\[\]{}"'`,;:\\*?!#%|&$]+@[^\s@<>()\[\]{}"'`,;:\\*?!#%|&$]+\z""",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
