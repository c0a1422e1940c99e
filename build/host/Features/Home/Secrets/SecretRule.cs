namespace AiSandbox.Host.Features.Home.Secrets;

/// <summary>What a secret looks like in a file.</summary>
/// <param name="Title">What it is, as a user reads it.</param>
/// <param name="Pattern">A Perl regular expression that matches within a line.</param>
/// <param name="Words">One of these stands in whatever the pattern matches: looking for words is far faster.</param>
public sealed record SecretRule(string Title, string Pattern, params IReadOnlyList<string> Words);
