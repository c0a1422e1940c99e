using AiSandbox.Host.Cli;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Model.Settings;

/// <summary>
/// The folders that agents of this checkout write to. Nothing of the host's is read or written through one of them: an agent can put a link
/// there at any moment, which leads to a file of its choice.
/// </summary>
public sealed class MountedFolders(Checkout checkout, ConfigRenderer renderer, HostFolders host)
{
    /// <summary>The real path of a file's folder, and the name of the file.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">What it names.</param>
    /// <exception cref="UsageException">The path leads into or through a mounted folder.</exception>
    public string RequireOutside(OptionDefinition option, string path)
    {
        try
        {
            var full = Path.GetFullPath(path);
            if (Through(full) is { } mounted)
            {
                throw new UsageException(
                    $"{option}={path} leads through {mounted}, which is mounted into a sandbox: its agent can replace what lies there. Name another place.");
            }

            return Path.Combine(RealPath.Of(Path.GetDirectoryName(full) ?? full), Path.GetFileName(full));
        }
        catch (FormatException circle)
        {
            throw new UsageException($"{option}={path}: {circle.Message}");
        }
    }

    /// <summary>The mounted folder that a path leads into or through; <see langword="null"/> for none.</summary>
    /// <exception cref="FormatException">Its links lead in a circle.</exception>
    public string? Through(string path)
    {
        var folders = All();
        return RealPath.Way(path).SelectMany(place => folders.Where(folder => RealPath.Contains(folder, place))).FirstOrDefault();
    }

    private List<string> All()
    {
        var folders = new List<string>();
        foreach (var home in checkout.Homes())
        {
            folders.Add(RealPath.Of(home.Projects));
            try
            {
                if (File.Exists(home.WorkspaceEnv))
                    folders.Add(new WorkspaceEnv(home, renderer, host).Read().Mount);
            }
            catch (SandboxException) when (home.Home != checkout.Home)
            {
                // With settings that are not valid it cannot have been started; whoever works with it is told.
            }
        }

        return folders;
    }
}
