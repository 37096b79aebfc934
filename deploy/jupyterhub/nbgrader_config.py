"""What holds for every account of the hub; installed as /etc/jupyter/nbgrader_config.py.

No course_id here: without one, a student's Assignment List shows all courses that they take. A
course's own nbgrader_config.py names its course_id, and leaves the exchange to this file.
"""

import os

c = get_config()  # noqa: F821

c.Exchange.root = "/srv/nbgrader/exchange"
c.Exchange.path_includes_course = True  # two courses may have an assignment of one name

# The hub's plugin needs what the hub gives to servers and services. In other terminals (ssh, cron)
# it would end `nbgrader db student import` and `nbgrader list` with an error.
if "JUPYTERHUB_API_TOKEN" in os.environ:
    c.Authenticator.plugin_class = "nbgrader.auth.JupyterHubAuthPlugin"
