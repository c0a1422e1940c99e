using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Suggest;

/// <summary>A host name that comes from outside, and the judgement of the linter's own reader on it.</summary>
internal static class AskedName
{
    /// <summary>
    /// The name as the list has it; <see langword="null"/> where it is none, or one that the linter would have to
    /// correct: what a program asks for is a name as it is.
    /// </summary>
    /// <param name="host">What was asked for.</param>
    /// <param name="why">Why it can stand in no list; safe to print.</param>
    public static string? Read(string host, out string why)
    {
        why = "";
        if (host.AsSpan().IndexOfAnyExcept(NameRules.Characters) is >= 0 and var stray)
        {
            why = $"'{SafeText.Ascii(host.Substring(stray, 1))}' stands in no host name.";
            return null;
        }

        var reading = NameReader.Read(host.ToLowerInvariant());
        var wrong = reading.Complaints.FirstOrDefault(complaint => complaint.Severity == Severity.Error);
        why = wrong?.Why ?? (reading.IncludesSubdomains ? "A host name begins with no dot." : "");

        return why.Length == 0 ? reading.Name : null;
    }
}
