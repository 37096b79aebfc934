"""A JupyterHub for courses that nbgrader grades: local accounts, one exchange.

Installed as /etc/jupyterhub/jupyterhub_config.py. The courses stand in courses.toml beside it, and
who takes or teaches them in the machine's own groups `nbgrader-COURSE` and `formgrade-COURSE`.
"""

import grp
import pwd
import tomllib
from pathlib import Path

c = get_config()  # noqa: F821

OWN = "/opt/jupyterhub/bin"  # the hub's environment
STUDENTS = "/opt/ce-course/.venv/bin"  # of everybody's own server: no solution in it, no grader
COURSES = tomllib.loads(Path(__file__).with_name("courses.toml").read_text(encoding="utf-8"))


def members(group: str) -> list[str]:
    """Return the accounts in a group of the machine."""
    return list(grp.getgrnam(group).gr_mem)


# The proxy's side; TLS ends in front of it, or in c.JupyterHub.ssl_key and ssl_cert.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.ConfigurableHTTPProxy.command = f"{OWN}/configurable-http-proxy"
c.JupyterHub.cleanup_servers = False  # a restart of the hub leaves everybody's server running

# Passwords are the machine's own (PAM). Who is in no course cannot log in.
c.JupyterHub.load_groups = {
    group: {"users": members(group)}
    for course in COURSES
    for group in (f"nbgrader-{course}", f"formgrade-{course}")
}
c.PAMAuthenticator.allowed_groups = set(c.JupyterHub.load_groups)
c.Authenticator.admin_users = set()  # may use the hub's Admin page; root of the machine needs none

c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.cmd = [f"{STUDENTS}/jupyterhub-singleuser"]
c.Spawner.environment = {"PATH": f"{STUDENTS}:/usr/local/bin:/usr/bin:/bin"}
c.Spawner.default_url = "/lab"
c.Spawner.start_timeout = c.Spawner.http_timeout = 180  # a whole class starts in one minute

# Each course's account runs its formgrader, as a service that has no login environment.
c.JupyterHub.services = [
    {
        "name": course,
        "url": f"http://127.0.0.1:{its['port']}",
        "command": [f"{its['folder']}/.venv/bin/jupyterhub-singleuser"],
        "user": its["account"],
        "cwd": its["folder"],
        "environment": {
            "JUPYTERHUB_DEFAULT_URL": "/formgrader",
            "HOME": pwd.getpwnam(its["account"]).pw_dir,
            "PATH": f"{its['folder']}/.venv/bin:/usr/local/bin:/usr/bin:/bin",
        },
        "oauth_no_confirm": True,
        "timeout": 300,  # the hub ends where a service is not up by then; it has 30 s by default
    }
    for course, its in COURSES.items()
]

# A token has no more than its owner: Course List needs both scopes on the user and on the server.
LISTING = ["list:services", "read:services"]
c.JupyterHub.load_roles = [
    {"name": "user", "scopes": ["self", *LISTING]},
    {"name": "server", "scopes": ["users:activity!user", "access:servers!server", *LISTING]},
]
for course, its in COURSES.items():
    c.JupyterHub.load_roles += [
        {
            "name": f"formgrade-{course}",
            "groups": [f"formgrade-{course}"],
            "scopes": [f"access:services!service={course}"],
        },
        {
            "name": f"service-{course}",
            "services": [course],
            "scopes": [
                # nbgrader asks which courses the account has
                f"read:users:groups!user={its['account']}",
                # and `nbgrader db student import` enters students into the course's group
                f"list:groups!group=nbgrader-{course}",
                f"groups!group=nbgrader-{course}",
                # `hub-check` looks who teaches the course, and what one of them may do
                f"read:groups!group=formgrade-{course}",
                f"tokens!user={its['account']}",
            ],
        },
    ]
