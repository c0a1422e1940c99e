namespace AiSandbox.Host.Services.Allowlist;

/// <summary>What a line turned out to be.</summary>
/// <param name="Text">The line as it is.</param>
/// <param name="Entry">The entry it stands for, corrections included; <see langword="null"/> for a comment, a blank line, or an
/// error that only a human can correct.</param>
/// <param name="Complaints">What is wrong, by column from 0.</param>
/// <param name="Corrected">The line as it should be; <see langword="null"/> where it cannot be corrected or is right.</param>
/// <param name="Comment">The comment with its #, cleaned.</param>
internal sealed record LineReading(
    string Text, AllowlistEntry? Entry, IReadOnlyList<Complaint> Complaints, string? Corrected, string Comment);
