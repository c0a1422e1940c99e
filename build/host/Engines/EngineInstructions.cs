using AiSandbox.Host.Platform.Debian;

namespace AiSandbox.Host.Engines;

/// <summary>
/// How one gets an engine, or Compose for one, on a platform: the commands to type. Docker's own are those of
/// https://docs.docker.com/engine/install/; the others install the distribution's packages.
/// </summary>
public static class EngineInstructions
{
    private const string JoinGroup = "sudo usermod -aG docker \"$USER\" && newgrp docker";
    private const string Start = "sudo systemctl enable --now docker && " + JoinGroup;
    private const string Script = "curl -fsSL https://get.docker.com | sudo sh && " + JoinGroup;

    /// <summary>What lets this user talk to an engine that is there.</summary>
    public const string Permission = JoinGroup;

    /// <summary>The platform's name: windows, macos, or the family that <c>/etc/os-release</c> names, with its version.</summary>
    public static string Platform() => OperatingSystem.IsWindows() ? "windows"
        : OperatingSystem.IsMacOS() ? "macos"
        : OsRelease.Read() is { Family: { } family } release ? $"{family} {release.Version}"
        : "linux";

    /// <summary>The commands that install an engine with Compose and Buildx.</summary>
    /// <param name="platform">As <see cref="Platform"/> gives it.</param>
    /// <param name="script">How the user calls the host.</param>
    public static string ForEngine(string platform, string script) => Name(platform) switch
    {
        "windows" => "winget install Docker.DockerDesktop, then start Docker Desktop",
        "macos" => "brew install --cask docker && open -a Docker",
        "ubuntu" => $"sudo apt-get install docker.io docker-compose-v2 docker-buildx && {JoinGroup}\n{AsRoot(script)}",
        "debian" when IsOld(platform) => $"{Script}\n{AsRoot(script)}",
        "debian" => $"sudo apt-get install docker.io docker-cli docker-compose docker-buildx && {JoinGroup}\n{AsRoot(script)}",
        "fedora" => $"sudo dnf install moby-engine docker-compose docker-buildx && {Start}",
        "arch" => $"sudo pacman -S docker docker-compose docker-buildx && {Start}",
        "suse" => $"sudo zypper install docker docker-compose docker-buildx && {Start}",
        "alpine" => "doas apk add docker docker-cli-compose docker-cli-buildx && doas rc-update add docker && doas service docker start",
        "rhel" => "sudo dnf install dnf-plugins-core && sudo dnf config-manager --add-repo https://download.docker.com/linux/centos/docker-ce.repo "
            + $"&& sudo dnf install docker-ce docker-ce-cli containerd.io docker-buildx-plugin docker-compose-plugin && {Start}",
        _ => "install Docker Engine 25.0.5 or later with Compose and Buildx: https://docs.docker.com/engine/install/",
    };

    /// <summary>The commands that add or renew Compose v2, where an engine is there.</summary>
    /// <param name="platform">As <see cref="Platform"/> gives it.</param>
    public static string ForCompose(string platform) =>
        ForPlugin(platform, "compose", "docker-compose-v2", "https://docs.docker.com/compose/install/linux/");

    /// <summary>The commands that add Buildx, where an engine is there.</summary>
    /// <param name="platform">As <see cref="Platform"/> gives it.</param>
    public static string ForBuildx(string platform) =>
        ForPlugin(platform, "buildx", "docker-buildx", "https://docs.docker.com/build/install-buildx/");

    private static string ForPlugin(string platform, string plugin, string ofUbuntu, string page) => Name(platform) switch
    {
        "windows" or "macos" => "update Docker Desktop, which has it: https://docs.docker.com/desktop/",
        "ubuntu" => $"sudo apt-get install {ofUbuntu}   (from Docker's own repository: docker-{plugin}-plugin)",
        "debian" when !IsOld(platform) => $"sudo apt-get install docker-{plugin}   (from Docker's own repository: docker-{plugin}-plugin)",
        "rhel" => $"sudo dnf install docker-{plugin}-plugin",
        "fedora" => $"sudo dnf install docker-{plugin}   (from Docker's own repository: docker-{plugin}-plugin)",
        "arch" => $"sudo pacman -S docker-{plugin}",
        "suse" => $"sudo zypper install docker-{plugin}",
        "alpine" => $"doas apk add docker-cli-{plugin}",
        _ => $"install the package docker-{plugin}-plugin of Docker's repository: {page}",
    };

    private static string AsRoot(string script) => $"or, as root, {script} --target=PrepareEngine for a private engine that is not installed";

    private static string Name(string platform) => platform.Split(' ')[0];

    // Debian 12's docker.io is 20.10, without Compose v2 and Buildx.
    private static bool IsOld(string platform) => platform is "debian 10" or "debian 11" or "debian 12";
}
