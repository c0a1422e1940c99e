using System.Runtime.InteropServices;

namespace AiSandbox.Host.Adapters.Files.Trees;

/// <summary>What the kernel knows about a file and .NET does not tell.</summary>
internal static class FileStatus
{
    private const int FromHere = -100, FollowNoLink = 0x100; // AT_FDCWD and AT_SYMLINK_NOFOLLOW of fcntl.h
    private const uint Wanted = 0x181; // STATX_TYPE, STATX_CTIME and STATX_INO of statx(2)
    private const int Length = 256, ModeOffset = 28, InodeOffset = 32, ChangeOffset = 0x60, DeviceOffset = 0x88; // struct statx, the same on every processor
    private const int TypeMask = 0xf000, Plain = 0x8000; // S_IFMT and S_IFREG of inode(7)

    /// <summary>Whether it is a plain file; true where that cannot be told.</summary>
    public static bool IsPlain(string path) =>
        Read(path) is not { } status || (BitConverter.ToUInt16(status, ModeOffset) & TypeMask) == Plain;

    /// <summary>
    /// When content, mode or owner last changed, as text that is compared and no more. Where the kernel tells, it is the time that nobody can set;
    /// elsewhere that of the last writing.
    /// </summary>
    public static string Changed(string path) => Read(path) is { } status
        ? $"{BitConverter.ToInt64(status, ChangeOffset)}.{BitConverter.ToUInt32(status, ChangeOffset + sizeof(long))}"
        : $"{File.GetLastWriteTimeUtc(path):O}";

    /// <summary>
    /// Which file it is, whatever its name: device and inode as stat(1) prints them with <c>%d %i</c>; <see langword="null"/> where that
    /// cannot be told.
    /// </summary>
    public static string? Identity(string path)
    {
        if (Read(path) is not { } status)
            return null;

        // The two numbers of a device as makedev(3) makes one of them.
        ulong major = BitConverter.ToUInt32(status, DeviceOffset), minor = BitConverter.ToUInt32(status, DeviceOffset + sizeof(uint));
        var device = ((major & 0xfffff000) << 32) | ((major & 0xfff) << 8) | ((minor & 0xffffff00) << 12) | (minor & 0xff);
        return $"{device} {BitConverter.ToUInt64(status, InodeOffset)}";
    }

    private static byte[]? Read(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;

        try
        {
            var status = new byte[Length];
            return NativeMethods.Status(FromHere, path, FollowNoLink, Wanted, status) == 0 ? status : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // a C library from before 2018
        }
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "statx"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Status(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] status);
    }
}
