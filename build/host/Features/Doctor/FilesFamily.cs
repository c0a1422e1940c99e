using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Doctor;

/// <summary>The files that the user edits, and whether somebody edited those that are rendered.</summary>
public sealed class FilesFamily(Checkout checkout, AllowlistStore allowlist, WorkspaceEnv env, HandEdits squidConf) : ICheckFamily
{
    /// <inheritdoc/>
    public IEnumerable<Requirement> Requirements(DoctorScope scope) =>
    [
        Requirement.Plain("files.allowlist", "every line is valid", Allowlist),
        Requirement.Plain("files.env", $"every line of {Settings} is valid", Env),
        Requirement.Plain("files.env-mode", $"its owner alone reads {Settings}, which may hold secrets", EnvMode),
        Requirement.Plain("files.policy-mode", "guard and proxy, who are users of their own, can read the policy", PolicyMode),
        Requirement.Plain("files.squid", "squid.conf is as it was rendered", Squid),
    ];

    private string Settings => checkout.Show("env/workspace.env");

    private Answer Allowlist(DoctorScope scope)
    {
        var result = allowlist.Lint();
        var errors = result.Findings.Where(finding => finding.Severity == Severity.Error).ToList();
        if (errors.Count == 0)
            return Answer.Ok($"{Count(result.Sites.Entries.Count, "entry", "entries")}, {Count(result.Findings.Count, "warning")}{(allowlist.Bound() is { } bound ? $", within {bound.File}" : "")}");

        var lint = scope.Options.CommandFor("Lint");
        return Answer.Wrong($"{Count(errors.Count, "error")}, the first: {errors[0]}", errors.Exists(error => error.IsFixable) ? $"{lint} --fix" : lint);
    }

    private static string Count(int number, string noun, string? plural = null) => $"{number} {(number == 1 ? noun : plural ?? $"{noun}s")}";

    private Answer Env(DoctorScope scope)
    {
        if (!checkout.HasSettings())
            return Answer.Hint("not there yet", scope.Options.CommandFor("PrepareEnv"));

        env.Read();
        return Answer.Ok($"every line of {Settings}");
    }

    private Answer EnvMode(DoctorScope scope)
    {
        if (!File.Exists(checkout.WorkspaceEnv))
            return Answer.Skipped("it is not there yet");

        return OperatingSystem.IsWindows()
            ? Answer.Ok("the rights of the user's profile")
            : Modes.Answer(checkout, [(checkout.WorkspaceEnv, FileStore.Private)]);
    }

    private Answer PolicyMode(DoctorScope scope)
    {
        var folders = SharedFolders.In(checkout.Configs);
        if (folders.Count == 0)
            return Answer.Skipped("it is not rendered yet");

        return OperatingSystem.IsWindows() ? Answer.Ok("the rights of the user's profile") : Modes.Readable(checkout, folders);
    }

    private Answer Squid(DoctorScope scope)
    {
        if (!File.Exists(squidConf.Path))
            return Answer.Skipped("it is not rendered yet");

        var edits = squidConf.Look();
        return edits.Count == 0 ? Answer.Ok("as it was rendered") : Answer.Wrong($"edited by hand: {string.Join("; ", edits.Take(3))}", scope.Options.CommandFor("Up"));
    }
}
