using AiSandbox.Host.Adapters.Debian;

namespace AiSandbox.Host.Services.Engine;

/// <summary>How one gets an engine on a platform: the commands to type.</summary>
public static class EngineInstructions
{
    /// <summary>The commands for this machine.</summary>
    public static string Here() => For(
        OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : OsRelease.Read()?.Family ?? "linux");

    /// <summary>The commands for a platform.</summary>
    /// <param name="platform">windows, macos, or the family that /etc/os-release names.</param>
    public static string For(string platform) => platform switch
    {
        "windows" => "winget install Docker.DockerDesktop, then start Docker Desktop",
        "macos" => "brew install --cask docker, then open -a Docker   (or: brew install colima docker docker-compose && colima start)",
        "debian" or "ubuntu" => "run this command again as root for a private engine, or: sudo apt-get install docker.io docker-compose-v2 "
            + "docker-buildx (Ubuntu), docker.io docker-compose docker-buildx (Debian 13), and sudo usermod -aG docker $USER",
        "fedora" or "rhel" => "sudo dnf install moby-engine docker-compose docker-buildx && sudo systemctl enable --now docker && sudo usermod -aG docker $USER",
        "arch" => "sudo pacman -S docker docker-compose docker-buildx && sudo systemctl enable --now docker && sudo usermod -aG docker $USER",
        "suse" => "sudo zypper install docker docker-compose docker-buildx && sudo systemctl enable --now docker && sudo usermod -aG docker $USER",
        _ => "install Docker Engine 25.0.5 or later with Compose and Buildx: https://docs.docker.com/engine/install/",
    };
}
