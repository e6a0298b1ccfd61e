"""What counts across rooms: the work summary, figures by class, the burden of forms.

Look first at `work_summary`, `classes`, `burden`.
"""
