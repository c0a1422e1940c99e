using AiSandbox.Host.Features.Lifecycle.Identity;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Identity;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Git;
using AiSandbox.Host.Platform.Ssh;

namespace AiSandbox.Host.Features.Doctor;

/// <summary>The workspace's keys, the pinned keys of the git hosts, and who commits are by.</summary>
public sealed class IdentityFamily(Checkout checkout, ConfigRenderer renderer) : ICheckFamily
{
    private readonly SshFiles _files = new(checkout.Configs);

    /// <inheritdoc/>
    public IEnumerable<Requirement> Requirements(DoctorScope scope) =>
    [
        Requirement.Plain("files.ssh-key", "both halves of the sandbox's keys, and of each host's own", Keys),
        Requirement.Plain("files.ssh-mode", "their owner alone reads the private keys", Mode),
        Requirement.Plain("files.host-keys", "the pinned keys of the git hosts are those of this project", HostKeys),
        Requirement.Plain("files.identity", "a name and an address that commits carry", Identity),
    ];

    private IEnumerable<KeyFiles> Pairs => KeyHost.In(_files.KeyFolder).Select(host => _files.Login(host)).Prepend(_files.SigningKey).Prepend(_files.Login());

    private Answer Keys(DoctorScope scope)
    {
        var pairs = Pairs.ToList();
        if (KeyHost.In(_files.Folder).Count > 0 || File.Exists(Path.Combine(_files.Folder, KeyFiles.PrivateKeyName)))
            return Answer.Wrong($"a private key lies in {checkout.Show("configs/.ssh")}, which the workspace sees", scope.Options.CommandFor(SshRequest.Target));
        if (pairs.TrueForAll(pair => pair is { HasPrivateKey: false, HasPublicKey: false }))
            return Answer.Hint("not there yet", scope.Options.CommandFor(SshRequest.Target));

        var broken = pairs.Where(pair => pair is not { HasPrivateKey: true, HasPublicKey: true }).Select(pair => pair.Name).ToList();
        return broken.Count == 0
            ? Answer.Ok(string.Join(", ", pairs.Select(pair => pair.Name)))
            : Answer.Wrong($"half of {string.Join(", ", broken)} is missing", scope.Options.CommandFor(SshRequest.Target));
    }

    private Answer Mode(DoctorScope scope)
    {
        if (OperatingSystem.IsWindows())
            return Answer.Ok("the rights of the user's profile");
        if (!Directory.Exists(_files.KeyFolder))
            return Answer.Skipped("there is none yet");

        var keys = Pairs.Where(pair => pair.HasPrivateKey).Select(pair => (pair.PrivateKey, FileStore.Private));
        return Modes.Answer(checkout, [(_files.KeyFolder, FileStore.PrivateFolder), .. keys]);
    }

    private Answer HostKeys(DoctorScope scope)
    {
        if (!File.Exists(_files.KnownHosts))
            return Answer.Skipped("they are not rendered yet");

        var wanted = renderer.Render("known_hosts.sbn", new { });
        return string.Equals(File.ReadAllText(_files.KnownHosts), wanted, StringComparison.Ordinal)
            ? Answer.Ok($"{checkout.Show("configs/.ssh/known_hosts")}, as it was rendered")
            : Answer.Wrong($"{checkout.Show("configs/.ssh/known_hosts")} was changed", scope.Options.CommandFor(SshRequest.Target));
    }

    private Answer Identity(DoctorScope scope)
    {
        var text = FileStore.Read(_files.GitConfig) ?? "";
        var config = GitConfig.Parse(text);
        var (name, email) = (config.Values("user.name").LastOrDefault(), config.Values("user.email").LastOrDefault());

        return name is not null && email is not null
            ? Answer.Ok($"{name} <{email}>")
            : Answer.Hint("nobody", $"{scope.Options.CommandFor(SshRequest.Target)} --git-username='Your Name' --git-email=you@example.com");
    }
}
