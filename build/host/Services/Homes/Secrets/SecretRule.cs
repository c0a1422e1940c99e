namespace AiSandbox.Host.Services.Homes.Secrets;

/// <summary>What a secret looks like in a file.</summary>
/// <param name="Title">What it is, as a user reads it.</param>
/// <param name="Pattern">A Perl regular expression that matches within a line.</param>
public sealed record SecretRule(string Title, string Pattern);
