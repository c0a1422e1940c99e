# Entry point on Windows: compiles the build host when a source is newer than the compiled one, then hands over to it.
# Arguments, exit code and terminal pass through unchanged. Runs on Windows PowerShell 5.1 and PowerShell 7.
# Usage: .\build.ps1 --target=Up
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$root = $PSScriptRoot
$asked = @($args)
$hostAssembly = Join-Path $root 'artifacts/bin/AiSandbox.Host/release/AiSandbox.Host.dll'
$stamp = Join-Path $root 'artifacts/host.stamp'

function Stop-WithError([string] $message) {
    [Console]::Error.WriteLine("Error: $message")
    # Around a command of the user's, 125 says that it is not the command's own code.
    if ($asked -match '^(-.*=)?(exec|shell|agent)$') { exit 125 }
    exit 1
}

function Find-Dotnet {
    $name = if ($env:OS -eq 'Windows_NT') { 'dotnet.exe' } else { 'dotnet' }
    $onPath = Get-Command $name -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if ($onPath) { return $onPath.Source }
    foreach ($folder in @($env:DOTNET_ROOT, "$env:ProgramFiles\dotnet", "$HOME/.dotnet")) {
        if ($folder -and (Test-Path -LiteralPath (Join-Path $folder $name))) { return (Join-Path $folder $name) }
    }
    Stop-WithError "no .NET SDK was found. $install"
}

# The stamp says which package of Cake.Frosting the host was compiled with; empty: the layer in build/frosting.
function Test-Stale {
    if (-not ((Test-Path -LiteralPath $hostAssembly) -and (Test-Path -LiteralPath $stamp))) { return $true }
    if ([IO.File]::ReadAllText($stamp) -ne "$env:CakeFrostingPackage") { return $true }
    $compiled = (Get-Item -LiteralPath $stamp).LastWriteTimeUtc
    $sources = @('build/host', 'build/policy', 'build/verification', 'build/frosting', 'build/Cake.props', 'Directory.Build.props', 'Directory.Packages.props', 'global.json')
    foreach ($source in $sources) {
        $item = Get-Item -LiteralPath (Join-Path $root $source)
        if ($item.LastWriteTimeUtc -gt $compiled) { return $true }
        if ($item.PSIsContainer) {
            foreach ($child in $item.EnumerateFileSystemInfos('*', [IO.SearchOption]::AllDirectories)) {
                if ($child.LastWriteTimeUtc -gt $compiled) { return $true }
            }
        }
    }
    return $false
}

# As refuse_foreign in build.sh says. Windows decides by access lists, which the checkout's folder hands on: only links are looked for.
function Assert-Own {
    $found = $null
    $compiled = foreach ($folder in 'bin', 'obj') { foreach ($project in 'AiSandbox.Host', 'AiSandbox.Policy', 'AiSandbox.Verification', 'Cake.Frosting') { "artifacts/$folder/$project" } }
    foreach ($name in @('artifacts', 'artifacts/bin', 'artifacts/obj') + $compiled) {
        $item = Get-Item -Force -LiteralPath (Join-Path $root $name) -ErrorAction SilentlyContinue
        if (-not $found -and $item -and ($item.Attributes -band [IO.FileAttributes]::ReparsePoint)) { $found = $name }
    }
    if (-not $found -and $env:OS -ne 'Windows_NT') {
        $mode, $null, $owner, $group = ((& ls -ldn $root) -split '\s+')[0..3]
        if ($mode -cmatch '^.{8}w[^tT]') { Stop-WithError "everyone can write to $root, and so replace what is run from there.`nNext: chmod o-w '$root'" }
        $open = @('!', '-user', (& id -u), '!', '-user', '0', '!', '-user', $owner, '-o', '!', '-type', 'l', '-perm', '-0002', '-o', '!', '-type', 'l', '-perm', '-0020')
        if ($mode -cmatch '^.{5}w') { $open += @('!', '-group', $group) }
        Push-Location -LiteralPath $root
        $top = & find . -maxdepth 1 ! -name . ! -name projects '(' @open ')' -print
        $below = & find build @compiled '(' @open ')' -print 2> $null
        Pop-Location
        $found = @($top) + @($below) | Where-Object { $_ } | Select-Object -First 1
    }
    if ($found) {
        Stop-WithError ("$found belongs to another user, can be written by others, or is a link, and this script would run it.`n" +
            "Next: look at it, then remove it; if it is yours: chmod -R go-w '$found'")
    }
}

function Invoke-Compile {
    $artifacts = Join-Path $root 'artifacts'
    [void] (New-Item -ItemType Directory -Force -Path $artifacts)
    Assert-Own
    # Two first runs at once must not compile into the same folder; the system frees the lock when its owner ends.
    $lock = $null
    $path = Join-Path $artifacts 'host.ps.lock'
    $share = if ($env:OS -eq 'Windows_NT') { 'Read' } else { 'None' }
    for ($waited = 0; -not $lock; $waited++) {
        try { $lock = [IO.File]::Open($path, 'OpenOrCreate', 'ReadWrite', $share) }
        catch {
            $cause = $_.Exception.GetBaseException()
            if (@(11, 35, -2147024864) -notcontains $cause.HResult) { Stop-WithError "$path cannot be written: $($cause.Message)`nNext: make the checkout writable for this user" }
            $holder = 'another run'
            try {
                # On Unix, .NET opens nothing that is locked.
                if ($env:OS -ne 'Windows_NT') { $holder = 'process ' + (& cat $path) }
                else {
                    $reader = New-Object IO.StreamReader([IO.File]::Open($path, 'Open', 'Read', 'ReadWrite'))
                    $holder = 'process ' + $reader.ReadToEnd()
                    $reader.Dispose()
                }
            }
            catch { Write-Debug "$_" }
            if ($waited -eq 0) { [Console]::Error.WriteLine("Waiting: $holder compiles the build host ...") }
            if ($waited -ge 1500) { Stop-WithError "$holder has held $path for five minutes.`nNext: wait until it has ended, or end it" }
            Start-Sleep -Milliseconds 200
        }
    }
    $text = [Text.Encoding]::UTF8.GetBytes("$PID build.ps1")
    $lock.SetLength(0)
    $lock.Write($text, 0, $text.Length)
    $lock.Flush()
    Push-Location -LiteralPath $root
    try {
        if (-not (Test-Stale)) { return }
        [Console]::Error.WriteLine('Compiling the build host ...')
        & $dotnet --version > $null 2> $null
        if ($LASTEXITCODE -ne 0) { Stop-WithError "the .NET SDK $sdk that global.json asks for is not installed. $install" }
        [IO.File]::WriteAllText("$stamp.new", "$env:CakeFrostingPackage")
        $log = Join-Path $artifacts 'host.log'
        $begun = Get-Date
        & $dotnet build build/host/AiSandbox.Host.csproj --configuration Release --nologo --verbosity minimal `
            --disable-build-servers -p:RunAnalyzers=false | Tee-Object -FilePath $log | ForEach-Object {
                if ($_ -match 'Restored| -> ') { [Console]::Error.WriteLine("  $($_.Trim())") }
            }
        if ($LASTEXITCODE -ne 0) {
            Get-Content -LiteralPath $log -Tail 20 | ForEach-Object { [Console]::Error.WriteLine($_) }
            Stop-WithError 'the build host did not compile. The end of its output is above, all of it in artifacts/host.log.'
        }
        Move-Item -Force -LiteralPath "$stamp.new" -Destination $stamp
        [Console]::Error.WriteLine("  done in $([int] ((Get-Date) - $begun).TotalSeconds) s")
    }
    finally {
        Pop-Location
        $lock.Dispose()
    }
}

$sdk = [regex]::Match([IO.File]::ReadAllText((Join-Path $root 'global.json')), '"version": *"(\d+\.\d+)').Groups[1].Value
$install = "Install it: winget install Microsoft.DotNet.SDK.$($sdk.Split('.')[0]), or see https://dotnet.microsoft.com/download/dotnet/$sdk"
$dotnet = Find-Dotnet
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_TieredPGO = '0'
Assert-Own
if (Test-Stale) { Invoke-Compile }

# Before 7.3, PowerShell drops the double quotes inside an argument of a native command unless they are escaped.
$forward = @($args)
if ($PSVersionTable.PSVersion -lt [Version] '7.3') {
    $forward = @($args | ForEach-Object { "$_" -replace '(\\*)"', '$1$1\"' })
}

# The environment belongs to the caller's session: what is set here for the host is taken back.
$env:AI_SANDBOX_ROOT = $root
$env:AI_SANDBOX_SCRIPT = if ($env:OS -eq 'Windows_NT') { '.\build.ps1' } else { './build.ps1' }
try {
    if ($MyInvocation.ExpectingInput) {
        # What is piped in: bytes stay bytes from 7.4 on; before it, text goes out as ASCII unless it is told otherwise.
        $OutputEncoding = New-Object Text.UTF8Encoding $false
        $input | & $dotnet $hostAssembly @forward
    }
    else { & $dotnet $hostAssembly @forward }
}
finally { $env:AI_SANDBOX_ROOT = $null; $env:AI_SANDBOX_SCRIPT = $null }
exit $LASTEXITCODE
