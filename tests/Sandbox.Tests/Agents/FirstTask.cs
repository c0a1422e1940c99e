namespace Sandbox.Tests.Agents;

/// <summary>An agent's first start in a terminal, from its first question to a task that is done: docs/agents.md has the same as words.</summary>
/// <param name="Questions">Words of each question, in their order, and the keys that answer it.</param>
/// <param name="Ready">Words that it shows where it waits for a task.</param>
/// <param name="Allow">What it asks before it does something, where it asks: its words, the key that leads to the answer, and that answer as it is marked.</param>
/// <param name="Quit">What ends it.</param>
internal sealed record FirstTask(IReadOnlyList<(string Words, string[] Keys)> Questions, string Ready, (string Words, string? Key, string Marked)? Allow, string Quit)
{
    /// <summary>What it says once the task has begun, and the keys that answer it.</summary>
    public (string Words, string[] Keys)? Notice { get; init; }

    /// <summary>Of each agent, with a key in its variable.</summary>
    public static IReadOnlyDictionary<string, FirstTask> All { get; } = new Dictionary<string, FirstTask>(StringComparer.Ordinal)
    {
        ["claude-code"] = new(
            [("Is this a project you created or one you trust?", ["Down", "Enter"])], // "No" is what is marked
            "auto mode on",
            // Its auto mode asks a part of the vendor's that is not played here.
            ("Do you want to proceed?", "Down", "❯ Yes"),
            "/exit"),
        ["codex"] = new([("Trust this folder?", ["Enter"])], "Ask Codex to do anything", null, "/quit"),
        ["gemini-cli"] = new(
            [("Existing API key detected", ["Enter"]), ("Press Enter to submit", ["Enter"])],
            "Type your message",
            ("1. Allow once", null, "● 1. Allow once"),
            "/quit"),
    };

    /// <summary>Answers all that it asks, gives it a task, and ends it once that is done.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> DoAsync(Terminal terminal, string task, CancellationToken cancellation)
    {
        foreach (var (words, keys) in Questions)
            await terminal.AnswerAsync(words, keys, cancellation);
        await terminal.AnswerAsync(Ready, [task, "Enter"], cancellation);
        if (Notice is { } notice)
            await terminal.AnswerAsync(notice.Words, notice.Keys, cancellation);
        while (Allow is { } allow && await terminal.SeeAsync(["MODEL FAILURE", "MODEL DONE", allow.Words], cancellation) == allow.Words)
        {
            if (allow.Key is { } key)
                await terminal.AnswerAsync(allow.Words, [key], cancellation);
            await terminal.AnswerAsync(allow.Marked, ["Enter"], cancellation);
            // The next question may be there at once; where nothing has to be moved, one answer more than there are questions does no harm.
            await terminal.MissAsync(allow.Marked, allow.Key is null ? TimeSpan.FromSeconds(2) : Terminal.Patience, cancellation);
        }

        await terminal.SeeAsync(["MODEL FAILURE", "MODEL DONE"], cancellation);
        (await terminal.ScreenAsync(cancellation)).ShouldNotContain("MODEL FAILURE");
        await terminal.AnswerAsync("MODEL DONE", [Quit, "Enter"], cancellation);
        return await terminal.EndAsync(cancellation);
    }
}
