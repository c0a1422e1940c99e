using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Platform.Commands;

/// <summary>What a step printed, kept whole where it failed: the screen has room for its end.</summary>
internal sealed class StepLog(string root, string file)
{
    private const int Shown = 20; // lines
    private const int Kept = 50_000;

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();

    /// <summary>Takes a line.</summary>
    public void Add(string line)
    {
        lock (_gate)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Kept)
                _lines.Dequeue();
        }
    }

    /// <summary>Writes all of it, and says why it failed by the end of what counts.</summary>
    /// <param name="what">What failed, in a sentence.</param>
    /// <param name="failed">The failure.</param>
    /// <param name="telling">The lines that tell why; all where <see langword="null"/>.</param>
    /// <param name="next">The next command to type.</param>
    /// <param name="exitCode">What the host ends with.</param>
    public SandboxException Fail(string what, CommandException failed, Func<IReadOnlyList<string>, IReadOnlyList<string>>? telling = null, string? next = null, int exitCode = ExitCodes.Failed)
    {
        List<string> lines;
        lock (_gate)
            lines = [.. _lines];
        if (lines.Count == 0)
            lines = [.. failed.Detail.Split('\n').Select(line => line.TrimEnd('\r'))];
        FileStore.Write(file, string.Join('\n', lines) + "\n", FileStore.Private);

        var end = (telling?.Invoke(lines) is { Count: > 0 } some ? some : lines).Where(line => line.Trim().Length > 0).TakeLast(Shown);
        return new SandboxException(
            $"{what}\n{string.Join('\n', end.Select(line => $"  {line}"))}\nAll of it: {Path.GetRelativePath(root, file)}", next, exitCode, failed);
    }
}
